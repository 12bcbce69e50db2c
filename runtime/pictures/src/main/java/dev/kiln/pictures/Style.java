package dev.kiln.pictures;

/** Style sheets; colors are variables that have other values where readers prefer dark pages. */
final class Style {

    /**
     * Of a picture. Both hues differ in lightness too, and dashes tell lines apart without them.
     */
    static final String PICTURE =
            """
            svg.kiln{--paper:#fff;--ink:#1a222e;--soft:#566070;--line:#dfe4ea;--one:#0a5fc2;\
            --two:#bf4308;--over:#fff;max-width:100%;height:auto;\
            font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
            @media(prefers-color-scheme:dark){svg.kiln{--paper:#151a21;--ink:#e7ebf0;--soft:#a3aebb;\
            --line:#323b47;--one:#6fb3ff;--two:#ff9c5b;--over:#0c1016}}
            .kiln .paper{fill:var(--paper)}.kiln text{fill:var(--ink)}.kiln .soft{fill:var(--soft)}
            .kiln .head{font-size:14px;font-weight:600}.kiln .small{font-size:10.5px}\
            .kiln .tiny{font-size:9px}.kiln .end{text-anchor:end}.kiln .mid{text-anchor:middle}
            .kiln .grid{stroke:var(--line);fill:none}.kiln .one{fill:var(--one)}\
            .kiln .two{fill:var(--two)}.kiln text.over{fill:var(--over)}
            .kiln .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\
            .kiln .line.one{fill:none;stroke:var(--one)}.kiln .line.dash{stroke-dasharray:5 4}\
            .kiln .line.two{fill:none;stroke:var(--two)}
            .kiln .line.faint{stroke-width:1;stroke-opacity:.45;stroke-dasharray:none}\
            .kiln image{image-rendering:pixelated}
            """;

    /** Of a page. */
    static final String PAGE =
            """
            :root{color-scheme:light dark;--paper:#fff;--back:#f4f6f8;--ink:#1a222e;--soft:#566070;\
            --line:#dfe4ea;--one:#0a5fc2}
            @media(prefers-color-scheme:dark){:root{--paper:#151a21;--back:#0c1016;--ink:#e7ebf0;\
            --soft:#a3aebb;--line:#323b47;--one:#6fb3ff}}
            *{box-sizing:border-box}
            body{margin:0;padding:16px;background:var(--back);color:var(--ink);line-height:1.45;\
            font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
            main{max-width:1000px;margin:0 auto}
            @media(min-width:1720px){main{max-width:1680px}}
            h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.1rem;margin:1.6em 0 .6em}p{margin:.4em 0}
            .soft{color:var(--soft)}
            .pictures{display:grid;gap:14px;align-items:start;\
            grid-template-columns:repeat(auto-fill,minmax(min(100%,368px),1fr))}
            figure,.facts>div,details{margin:0;background:var(--paper);border:1px solid var(--line);\
            border-radius:8px;padding:10px}
            figure svg{display:block;width:100%;max-width:520px;margin:0 auto}
            .facts{display:grid;gap:10px;margin:14px 0;\
            grid-template-columns:repeat(auto-fill,minmax(136px,1fr))}
            .facts dt{color:var(--soft);font-size:.82rem}
            .facts dd{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}
            progress{width:100%;height:10px;accent-color:var(--one)}
            details{margin-top:14px;overflow-x:auto}summary{cursor:pointer}
            :focus-visible{outline:3px solid var(--one);outline-offset:2px}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin-top:8px}
            th,td{padding:3px 10px;text-align:right;border-bottom:1px solid var(--line)}
            th:first-child{text-align:left}th{font-weight:600}
            @media print{body{background:none;padding:0}figure{break-inside:avoid}}
            """;

    private Style() {}
}
