"""The elements and attributes that an SVG drawing may have: those that draw.

Scripts, animation, HTML, video, and editors' own data are not among them.
"""

from .svg_style import PROPERTIES

_ELEMENTS = """
    a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
    feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop style svg switch symbol text textPath title tspan
    use
"""

# Elements whose text is shown; elsewhere it is only whitespace in the file.
TEXTS = frozenset({"text", "title", "desc"})

_ATTRIBUTES = """
    amplitude azimuth baseFrequency bias class clipPathUnits d diffuseConstant divisor
    dx dy edgeMode elevation exponent filterUnits fr fx fy gradientTransform
    gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength
    lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth
    maskContentUnits maskUnits method mode numOctaves offset operator order orient
    pathLength patternContentUnits patternTransform patternUnits points pointsAtX
    pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits radius refX
    refY result rotate scale seed side slope spacing specularConstant specularExponent
    spreadMethod startOffset stdDeviation stitchTiles surfaceScale tableValues targetX
    targetY textLength type values version viewBox width x1 x2 xChannelSelector y1 y2
    yChannelSelector z
"""

ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = PROPERTIES | frozenset(_ATTRIBUTES.split())
