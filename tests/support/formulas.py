"""Formulas as papers on machine learning have them: one a line, all of them valid."""

# ruff: noqa: E501

FORMULAS = r"""
x
x_i^2
x_{i,j}^{(k)}
\alpha + \beta - \gamma
\theta \in \Theta \subseteq \mathbb{R}^d
f: \mathcal{X} \to \mathcal{Y}
f\colon X \mapsto Y
\hat{y} = f_\theta(x)
\hat{\theta}_{\mathrm{MLE}} = \arg\max_{\theta} \sum_{i=1}^{n} \log p(x_i \mid \theta)
\operatorname*{arg\,min}_{w \in \mathbb{R}^d} \frac{1}{n}\sum_{i=1}^n \ell(w; x_i, y_i) + \lambda \|w\|_2^2
\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}
\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right) V
\text{MultiHead}(Q,K,V) = \text{Concat}(\text{head}_1, \dots, \text{head}_h) W^O
\sigma(x) = \frac{1}{1 + e^{-x}}
\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}
\mathrm{ReLU}(x) = \max(0, x)
\mathrm{GELU}(x) = x \Phi(x) \approx 0.5x\left(1 + \tanh\left[\sqrt{2/\pi}\left(x + 0.044715x^3\right)\right]\right)
\mathcal{L}(\theta) = -\frac{1}{N} \sum_{i=1}^{N} \left[ y_i \log \hat{y}_i + (1 - y_i) \log (1 - \hat{y}_i) \right]
\mathcal{L}_{\text{CE}} = -\sum_{c=1}^{C} y_c \log p_c
\mathcal{L}_{\text{total}} = \mathcal{L}_{\text{rec}} + \beta \mathcal{L}_{\text{KL}}
D_{\mathrm{KL}}(p \,\|\, q) = \int p(x) \log \frac{p(x)}{q(x)} \, dx
D_{KL}(P||Q)
\mathrm{KL}\left[q_\phi(z|x) \,\middle\|\, p(z)\right]
\mathbb{E}_{x \sim p_{\text{data}}(x)}[\log D(x)] + \mathbb{E}_{z \sim p_z(z)}[\log(1 - D(G(z)))]
\min_G \max_D V(D, G)
\mathbb{E}\left[ X \mid Y = y \right]
\mathbb{P}(X = x) = \binom{n}{k} p^k (1-p)^{n-k}
\Pr\left[\left|\bar{X} - \mu\right| \ge \epsilon\right] \le 2 e^{-2n\epsilon^2}
\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2
\operatorname{Cov}(X, Y)
\mathcal{N}(\mu, \sigma^2)
x \sim \mathcal{N}(\boldsymbol{\mu}, \boldsymbol{\Sigma})
p(x) = \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)
p(\mathbf{x}) = \frac{1}{(2\pi)^{d/2} |\boldsymbol{\Sigma}|^{1/2}} \exp\!\left( -\tfrac{1}{2} (\mathbf{x}-\boldsymbol{\mu})^\top \boldsymbol{\Sigma}^{-1} (\mathbf{x}-\boldsymbol{\mu}) \right)
q(x_t | x_{t-1}) = \mathcal{N}(x_t; \sqrt{1-\beta_t}\, x_{t-1}, \beta_t \mathbf{I})
x_t = \sqrt{\bar{\alpha}_t} x_0 + \sqrt{1-\bar{\alpha}_t} \epsilon, \quad \epsilon \sim \mathcal{N}(0, I)
\nabla_\theta J(\theta) = \mathbb{E}_{\tau \sim \pi_\theta}\left[\sum_{t=0}^{T} \nabla_\theta \log \pi_\theta(a_t | s_t) R(\tau)\right]
Q^{\pi}(s, a) = \mathbb{E}_\pi \left[ \sum_{k=0}^\infty \gamma^k r_{t+k+1} \,\Big|\, s_t = s, a_t = a \right]
V^*(s) = \max_a \sum_{s'} P(s' | s, a) \left[ R(s,a,s') + \gamma V^*(s') \right]
Q(s,a) \leftarrow Q(s,a) + \alpha \left[ r + \gamma \max_{a'} Q(s', a') - Q(s,a) \right]
L^{\text{CLIP}}(\theta) = \hat{\mathbb{E}}_t \left[ \min\left( r_t(\theta) \hat{A}_t, \operatorname{clip}(r_t(\theta), 1-\epsilon, 1+\epsilon) \hat{A}_t \right) \right]
\theta_{t+1} = \theta_t - \eta \nabla_\theta \mathcal{L}(\theta_t)
m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t
\hat{m}_t = \frac{m_t}{1 - \beta_1^t}
\theta_t = \theta_{t-1} - \alpha \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \epsilon}
\frac{\partial \mathcal{L}}{\partial w_{ij}^{(l)}} = \delta_j^{(l)} a_i^{(l-1)}
\frac{\partial^2 f}{\partial x \partial y}
\frac{\mathrm{d}y}{\mathrm{d}x}
\frac{d}{dx} \int_a^x f(t)\,dt = f(x)
\int_{-\infty}^{\infty} e^{-x^2} dx = \sqrt{\pi}
\iint_D f(x,y) \, dx\, dy
\oint_C \mathbf{F} \cdot d\mathbf{r}
\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = e
\limsup_{n\to\infty} a_n
\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}
\prod_{i=1}^{n} p(x_i)
\bigcup_{i=1}^n A_i \bigcap_{j} B_j
\bigoplus_{i} V_i \otimes W
A \cup B, A \cap B, A \setminus B, A \times B
x \in A \implies x \notin B
\forall x \in X \, \exists y \in Y : x \le y
\exists! x
\neg p \lor q \land r
a \Leftrightarrow b \iff c
\therefore a \because b
\emptyset \varnothing
\mathbb{N} \subset \mathbb{Z} \subset \mathbb{Q} \subset \mathbb{R} \subset \mathbb{C}
\mathbb{1}[x > 0]
\mathbbm{1}_{\{x = y\}}
\mathds{1}_{A}(x)
\mathbf{W}^{(l)} \mathbf{h}^{(l-1)} + \mathbf{b}^{(l)}
\mathbf{x}^\top \mathbf{A} \mathbf{x}
\bm{\theta}^* = \bm{W}\bm{x}
\pmb{x} + \boldsymbol{\alpha}
\mathbf{h}_t = \tanh(\mathbf{W}_{hh}\mathbf{h}_{t-1} + \mathbf{W}_{xh}\mathbf{x}_t)
h_v^{(k)} = \phi\left(h_v^{(k-1)}, \bigoplus_{u \in \mathcal{N}(v)} \psi(h_v^{(k-1)}, h_u^{(k-1)})\right)
H^{(l+1)} = \sigma\left(\tilde{D}^{-\frac{1}{2}}\tilde{A}\tilde{D}^{-\frac{1}{2}}H^{(l)}W^{(l)}\right)
A = U \Sigma V^\top
\det(A - \lambda I) = 0
\operatorname{tr}(A) = \sum_i A_{ii}
\operatorname{rank}(A) \le \min(m, n)
\|A\|_F = \sqrt{\sum_{i,j} |a_{ij}|^2}
\left\| x - y \right\|_2^2
\lVert x \rVert_1 + \lvert y \rvert
\langle x, y \rangle = \sum_i x_i y_i
\left< x, y \right>
\left\langle \psi \middle| \phi \right\rangle
\lfloor x \rfloor + \lceil y \rceil
\left\lfloor \frac{n}{2} \right\rfloor
\left( \frac{a}{b} \right)^n
\left[ 0, 1 \right)
[0, 1) \cup (2, 3]
\left\{ x \in \mathbb{R} \mid x^2 < 2 \right\}
\left. \frac{df}{dx} \right|_{x=0}
\big( \Big( \bigg( \Bigg( x \Bigg) \bigg) \Big) \big)
\bigl[ a \bigr] \Bigl\{ b \Bigr\}
\big\| x \big\|_2 \le \Big| y \Big|
f'(x) + f''(x) + y'_i + z^{\prime}
x'^2
\sqrt{x} + \sqrt[3]{y} + \sqrt[n]{1 + \sqrt{z}}
\frac{1}{1 + \frac{1}{1 + x}}
\cfrac{1}{1 + \cfrac{1}{x}}
\dfrac{a}{b} + \tfrac{c}{d}
\frac12 + \frac ab
{a \over b} + {n \choose k}
\tbinom{n}{k} \dbinom{n}{k}
\nicefrac{1}{2}
\overline{x + y} \underline{z}
\overbrace{a + b + c}^{\text{sum}} \underbrace{x + y}_{=0}
\widehat{xyz} \widetilde{abc} \hat{x} \tilde{y} \bar{z} \vec{v} \dot{a} \ddot{b} \check{c} \breve{d} \acute{e} \grave{f} \mathring{g}
\overrightarrow{AB} \overleftarrow{CD}
\overset{!}{=} \underset{x}{\max} \stackrel{\text{def}}{=}
x \overset{\text{i.i.d.}}{\sim} p
\xrightarrow{n \to \infty} \xleftarrow[d]{u}
X_n \xrightarrow{\;d\;} X
a \to b \gets c \mapsto d \longrightarrow e \hookrightarrow f \rightsquigarrow g \leadsto h
\uparrow \downarrow \updownarrow \nearrow \searrow \rightleftharpoons
a \le b \leq c \geq d \ne e \neq f \approx g \sim h \simeq i \cong j \equiv k \propto l
a \ll b \gg c \prec d \succ e \preceq f \succeq g
a \lesssim b \gtrsim c \leqslant d \geqslant e
a \perp b \parallel c \mid d \nmid e
X \perp\!\!\!\perp Y \mid Z
a \coloneqq b \triangleq c := d
a \pm b \mp c \times d \div e \cdot f \circ g \ast h \star i \odot j \oplus k
a \bmod b \pmod n
\ell_1, \ell_2, \hbar, \imath, \jmath, \Re, \Im, \aleph, \wp, \partial, \nabla, \infty
\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\vartheta\iota\kappa\lambda\mu\nu\xi\pi\varpi\rho\varrho\sigma\varsigma\tau\upsilon\phi\varphi\chi\psi\omega
\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega
\mathcal{ABCDEFGHIJKLMNOPQRSTUVWXYZ}
\mathscr{L} \mathfrak{g} \mathsf{T} \mathtt{code} \mathit{diff} \mathrm{d}x
{\bf x} + {\rm d}y + {\cal L} + {\it z}
\text{if } x > 0 \text{ and } y < 0
\text{where } n \text{ is the number of samples}
\text{for all $x \in X$ and $y$}
\textbf{bold} \textit{italic} \texttt{mono} \textrm{roman} \textsf{sans}
\mbox{const.} + \hbox{x}
\text{50\% of \$5 \& more}
\text{loss\_fn} + \text{a_b}
\text{größer als} \leq \text{naïve}
a\,b\:c\;d\!e\quad f\qquad g\ h~i
\hspace{1em} x \hspace{-0.5em} y \mkern3mu z \mspace{2mu} w \enspace v \kern 2pt u
\phantom{x} + \hphantom{yy} + \vphantom{\int}
\smash{\frac{a}{b}} + \mathclap{x} + \mathrlap{y} + \mathllap{z}
\sum_{\substack{i = 1 \\ i \ne j}}^{n} a_i
\sum_{\mathclap{1 \le i \le n}} x_i
\sum\limits_{i} \int\limits_0^1 \prod\nolimits_j
\sideset{}{'}\sum_{k} a_k
\mathop{\mathbb{E}}_{x \sim p} f(x)
\mathop{\mathrm{argmax}}\limits_{a} Q(s, a)
\mathop{\rm argmin}_{\theta} L(\theta)
\underset{\theta}{\operatorname{argmax}}\; p(\theta)
\mathrel{\mathop:}= x
\boxed{E = mc^2}
\cancel{x} + \bcancel{y} + \xcancel{z}
\textcolor{red}{x} + \textcolor{#00f}{y} + \textcolor{steelblue}{z}
\color{blue} x + y
{\color{green} a} + \colorbox{yellow}{b}
\textcolor[rgb]{0.5,0,0.5}{p} \textcolor[HTML]{FF8800}{q}
\begin{matrix} a & b \\ c & d \end{matrix}
\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}
\begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}
\begin{Bmatrix} a \\ b \end{Bmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix} \begin{Vmatrix} a \end{Vmatrix}
\begin{pmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{pmatrix}
\left(\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}\right)
\begin{psmallmatrix} a & b \\ c & d \end{psmallmatrix}
\begin{pmatrix*}[r] -1 & 2 \\ 3 & -4 \end{pmatrix*}
\begin{array}{cc} a & b \\ c & d \end{array}
\left[\begin{array}{cc|c} 1 & 2 & 3 \\ 4 & 5 & 6 \end{array}\right]
\begin{array}{|l|r|} \hline a & b \\ \hline c & d \\ \hline \end{array}
\begin{array}{@{}l@{\quad}l@{}} a & b \\ c & d \end{array}
\begin{array}{*{3}{c}} a & b & c \end{array}
\begin{array}[t]{l} a \\ b \end{array}
\begin{array}{ll} a & b \\ \hline\hline c & d \\[2pt] e & f \end{array}
f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}
\begin{cases} a, & x > 0, \\[4pt] b, & x \le 0. \end{cases}
\begin{dcases} \frac{a}{b} & x \\ c & y \end{dcases}
\left. \begin{rcases} a \\ b \end{rcases} \right. c
\begin{aligned} a &= b + c \\ &= d \end{aligned}
\begin{aligned}[t] a &= b \\ c &= d \end{aligned}
\begin{gathered} a = b \\ c = d \end{gathered}
\begin{split} a &= b \\ &= c \end{split}
\begin{alignedat}{2} a &= b & c &= d \\ e &= f & g &= h \end{alignedat}
\begin{align} a &= b \\ c &= d \end{align}
\begin{align*} a &= b & c &= d \\ e &= f & g &= h \end{align*}
\begin{align} a &= b \nonumber \\ c &= d \notag \\ e &= f \end{align}
\begin{align} a &= b \tag{1} \\ c &= d \tag*{(A)} \end{align}
\begin{align*} a &= b \tag{$\star$} \\ c &= d \end{align*}
\begin{align} x &= \begin{cases} 1 & a \\ 2 & b \end{cases} \\ y &= \begin{pmatrix} 1 \\ 2 \end{pmatrix} \end{align}
\begin{equation} a = b \end{equation}
\begin{equation*} a = b \end{equation*}
\begin{equation} \begin{split} a &= b \\ &= c \end{split} \end{equation}
\begin{equation} \begin{aligned} a &= b \\ &= c \end{aligned} \end{equation}
\begin{equation} x = y \tag{PDE} \end{equation}
\begin{gather} a = b \\ c = d \end{gather}
\begin{gather*} a = b \\ c = d \end{gather*}
\begin{multline} a + b \\ + c \\ = d \end{multline}
\begin{multline*} a + b \\ = d \end{multline*}
\begin{alignat}{2} a &= b \quad & c &= d \\ e &= f & g &= h \end{alignat}
\begin{alignat*}{2} a &= b & c &= d \end{alignat*}
\begin{flalign} a &= b \\ c &= d \end{flalign}
\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}
\begin{eqnarray*} a &\le& b \end{eqnarray*}
\begin{subequations} \begin{align} a &= b \\ c &= d \end{align} \end{subequations}
\begin{displaymath} a = b \end{displaymath}
a = b \tag{3.1}
a = b \tag{$\ast$}
a = b \\ c = d
\begin{aligned} \min_{x} \quad & c^\top x \\ \textrm{s.t.} \quad & Ax \le b \\ & x \ge 0 \end{aligned}
\begin{aligned} & \underset{x}{\text{minimize}} & & f_0(x) \\ & \text{subject to} & & f_i(x) \le b_i, \; i = 1, \ldots, m \end{aligned}
O(n \log n), \Omega(n), \Theta(n^2), \tilde{\mathcal{O}}(\sqrt{T})
x_1, x_2, \ldots, x_n; \; 1 + \cdots + n; \; \dots \dotsc \dotsb \vdots \ddots
\{1, 2, \dots, n\}
|\mathcal{D}| = N, \; |x| < 1
p(x|y) = \frac{p(y|x)p(x)}{p(y)}
P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}
\log_2 n, \ln x, \exp(x), \sin\theta, \cos^2\theta, \tan^{-1} x, \max, \min, \sup, \inf, \gcd, \dim, \ker, \deg
10^{-3}, 1\mathrm{e}{-4}, 3.14, 1{,}000, 50\%
\mathcal{F}\{f\}(\omega) = \int f(t) e^{-i\omega t}\,\mathrm{d}t
u_t + u u_x = \nu u_{xx}
\nabla \cdot \mathbf{u} = 0, \quad \nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}
\Delta u = \nabla^2 u
i\hbar \frac{\partial}{\partial t} |\psi\rangle = \hat{H} |\psi\rangle
\bra{\psi} \ket{\phi} \braket{\psi|\phi}
\mathfrak{R}_n(\mathcal{F}) = \mathbb{E}_\sigma \left[ \sup_{f \in \mathcal{F}} \frac{1}{n} \sum_{i=1}^n \sigma_i f(x_i) \right]
\mathcal{H}\Delta\mathcal{H}
\kappa(x, x') = \exp\left(-\frac{\|x - x'\|^2}{2\ell^2}\right)
f \sim \mathcal{GP}(m(x), k(x, x'))
I(X; Y) = H(X) - H(X \mid Y)
H(p) = -\sum_x p(x) \log p(x)
W_p(\mu, \nu) = \left( \inf_{\gamma \in \Gamma(\mu, \nu)} \int \|x - y\|^p \, \mathrm{d}\gamma(x, y) \right)^{1/p}
\mathcal{L}_{\text{InfoNCE}} = -\log \frac{\exp(\mathrm{sim}(z_i, z_j)/\tau)}{\sum_{k \ne i} \exp(\mathrm{sim}(z_i, z_k)/\tau)}
\cos(u, v) = \frac{u \cdot v}{\lVert u \rVert \lVert v \rVert}
\text{BLEU} = \text{BP} \cdot \exp\left(\sum_{n=1}^N w_n \log p_n\right)
F_1 = 2 \cdot \frac{\text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}
\text{IoU} = \frac{|A \cap B|}{|A \cup B|}
\mathrm{PSNR} = 10 \log_{10}\left(\frac{\mathrm{MAX}^2}{\mathrm{MSE}}\right)
z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}
(f * g)(t) = \int_{-\infty}^{\infty} f(\tau) g(t - \tau) \, d\tau
y_{i,j} = \sum_{m}\sum_{n} x_{i+m, j+n}\, w_{m,n}
\text{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta
\mathrm{PE}_{(pos, 2i)} = \sin\left(\frac{pos}{10000^{2i/d_{\text{model}}}}\right)
dX_t = f(X_t, t)\,dt + g(t)\,dW_t
\frac{dh(t)}{dt} = f(h(t), t; \theta)
\mathcal{L}_{\mathrm{ELBO}} = \mathbb{E}_{q_{\phi}(\mathbf{z}\mid\mathbf{x})}\bigl[\log p_{\theta}(\mathbf{x}\mid\mathbf{z})\bigr] - \mathrm{D}_{\mathrm{KL}}\bigl(q_{\phi}\,\Vert\,p\bigr)
\mathop{}\!\mathrm{d}x
a^{b^{c^d}} + x_{i_{j_k}}
{}_nC_k + {}^{14}\mathrm{C}
\prescript{14}{6}{\mathrm{C}}
x \not= y \not\in Z
\left|\frac{a}{b}\right| + \left\|\frac{c}{d}\right\|
\left(\left[\left\{x\right\}\right]\right)
\#S + a\&b + \_ + \$
\S + \P + \dagger + \ddagger + \copyright
\checkmark \square \blacksquare \triangle \bigstar \diamond \clubsuit
% a comment
x + y % and another
\newcommand{\R}{\mathbb{R}} x \in \R^n
\def\E#1{\mathbb{E}\left[#1\right]} \E{X}
\renewcommand{\vec}[1]{\mathbf{#1}} \vec{x}
\DeclareMathOperator{\sgn}{sgn} \sgn(x)
\DeclareMathOperator*{\esssup}{ess\,sup} \esssup_{x} f
\newcommand{\norm}[2][2]{\lVert #2 \rVert_{#1}} \norm{x} + \norm[1]{y}
\let\eps\varepsilon \eps > 0
\displaystyle \sum_i x_i \textstyle \sum_i x_i \scriptstyle a \scriptscriptstyle b
\mathchoice{a}{b}{c}{d}
\mathbin{\#} \mathrel{R} \mathord{=} \mathpunct{:} \mathopen{(} \mathclose{)}
\rule{1em}{2pt}
\underbracket{a + b}_{c} \overbracket{d}
\operatorname{sign}(x) \operatorname{prox}_{\lambda f}(x)
\operatorname{f_1}(x) + \operatorname{\mathbf{A}} x
α + β ≤ ∑ x² → ∞
""".strip().splitlines()
