"""Macros for commands that the engine lacks and that others express well enough."""

PRELUDE = r"""
\def\pmb#1{\boldsymbol{#1}} \def\mathnormal#1{#1} \def\mathsfit#1{\mathsf{#1}}
\def\mathds#1{\mathbb{#1}} \def\mathbbm#1{\mathbb{#1}} \def\Bbb#1{\mathbb{#1}}
\def\enspace{\hspace{0.5em}} \def\enskip{\hspace{0.5em}} \def\thinspace{\,}
\def\dotsc{\ldots} \def\dotso{\ldots} \def\mathellipsis{\ldots} \def\dotsb{\cdots}
\def\dotsm{\cdots} \def\dotsi{\cdots} \def\varvdots{\vdots} \def\smallsmile{\smile}
\def\smallfrown{\frown} \def\thicksim{\sim} \def\thickapprox{\approx}
\def\shortmid{\mid} \def\shortparallel{\parallel} \def\nshortmid{\nmid}
\def\nshortparallel{\nparallel} \def\varpropto{\propto} \def\smallsetminus{∖}
\def\centerdot{\cdot} \def\sdot{\cdot} \def\intop{\int\limits} \def\smallint{\int}
\def\ordinarycolon{:} \def\mapsfrom{\mathrel{↤}} \def\vcenter#1{#1}
\def\ensuremath#1{#1} \def\strut{\mathstrut} \def\varlimsup{\mathop{\overline{\lim}}}
\def\varliminf{\mathop{\underline{\lim}}}
\def\varinjlim{\mathop{\underrightarrow{\lim}}}
\def\varprojlim{\mathop{\underleftarrow{\lim}}}
\def\substack#1{\begin{subarray}{c}#1\end{subarray}}
\def\nicefrac#1#2{{}^{#1}\!/\!{}_{#2}} \def\sfrac#1#2{{}^{#1}\!/\!{}_{#2}}
\def\TeX{\text{TeX}} \def\LaTeX{\text{LaTeX}} \def\hfill{\quad}
\def\textcopyright{\text{©}} \def\textregistered{\text{®}} \def\setminus{\mathbin{⧵}}
\newcommand\bbox[2][]{\boxed{#2}} \def\fbox#1{\boxed{\text{#1}}} \def\relax{}
\def\nobreak{} \def\allowbreak{} \def\noexpand{} \def\displaylimits{} \def\global{}
\def\long{} \def\xspace{} \def\makeatletter{} \def\makeatother{} \def\DOTSB{}
\def\DOTSI{} \def\DOTSX{} \def\protect{} \def\tiny{} \def\scriptsize{}
\def\footnotesize{} \def\small{} \def\normalsize{} \def\large{} \def\Large{}
\def\LARGE{} \def\huge{} \def\Huge{} \newcommand\usepackage[2][]{}
\newcommand\require[1]{}
"""
