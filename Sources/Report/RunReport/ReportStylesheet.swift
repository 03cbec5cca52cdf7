/// How a report looks, on a screen and on paper.
///
/// The colours of the genders have a contrast of at least 4.5 to their background in both themes, and
/// each has a shape, a dash or a row of its own.
enum ReportStylesheet {
  /// The colours, below one element.
  static func colours(of selector: HTML) -> HTML {
    """
    \(selector) { --ink: #1b1f24; --soft: #57606a; --paper: #fff; --panel: #f6f7f9; --rule: #d0d5db;
      --grid: #e6e9ed; --accent: #0b5a8a; --g0: #b23c0e; --g1: #0b62a8; --g2: #3b6e22; --g3: #6b3fa0; }
    @media (prefers-color-scheme: dark) { \(selector) { --ink: #e8eaed; --soft: #a8b0ba; --paper: #14171b;
      --panel: #1d2227; --rule: #3d444d; --grid: #2b3138; --accent: #7cc0f0; --g0: #ff9a66; --g1: #6fb7ff;
      --g2: #97d077; --g3: #c9a6ff; } }
    """
  }

  /// A figure with what it shows, how to read it and what to do.
  static let figures: HTML = """
    figure { margin: 1rem 0 1.6rem; }
    .drawing { overflow-x: auto; }
    .drawing > svg { max-width: 100%; height: auto; }
    .panels { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
    .panels svg, .steps svg { width: 100%; max-width: 30rem; height: auto; }
    dl.how { display: grid; grid-template-columns: 10.5rem 1fr; gap: .3rem 1rem; margin: .8rem 0;
      padding: .8rem 1rem; background: var(--panel); }
    dl.how dt, dl.facts-list dt { font-weight: 600; }
    dl.how dd, dl.facts-list dd { margin: 0; overflow-wrap: anywhere; }
    dl.facts-list { display: grid; grid-template-columns: 14rem 1fr; gap: .2rem 1rem; }
    """

  /// What is drawn.
  static let drawings: HTML = """
    svg { display: block; font-family: inherit; }
    svg text { fill: var(--ink); font-size: 12px; }
    svg .panel-name { font-weight: 600; font-size: 13px; }
    svg .tick, svg .tick-left { fill: var(--soft); font-size: 11px; }
    svg .axis-name { fill: var(--soft); font-size: 11.5px; }
    svg .axis { stroke: var(--soft); stroke-width: 1; }
    svg .base { stroke: var(--rule); stroke-width: 1; }
    svg .grid { stroke: var(--grid); stroke-width: 1; }
    svg .rug { stroke: var(--ink); stroke-width: 1.2; }
    svg .interval { stroke: var(--ink); stroke-width: 1.6; }
    svg .threshold { stroke: var(--soft); stroke-width: 1.4; stroke-dasharray: 6 4; }
    svg .casing { fill: none; stroke: var(--paper); stroke-width: 6; }
    svg .curve { fill: none; stroke-width: 2.2; }
    svg .band { stroke: none; opacity: .16; }
    svg .bar { fill-opacity: .42; stroke-width: 1; }
    svg .bar.g0 { stroke: var(--g0); } svg .bar.g1 { stroke: var(--g1); }
    svg .bar.g2 { stroke: var(--g2); } svg .bar.g3 { stroke: var(--g3); }
    svg .bar.missing { fill: var(--soft); fill-opacity: .5; stroke: var(--soft); }
    svg.part { margin-top: .4rem; }
    svg .whole { fill: var(--grid); }
    svg .mark { stroke: var(--paper); stroke-width: .8; }
    svg .g0 { fill: var(--g0); } svg .g1 { fill: var(--g1); } svg .g2 { fill: var(--g2); } svg .g3 { fill: var(--g3); }
    svg .curve.g0 { fill: none; stroke: var(--g0); }
    svg .curve.g1 { fill: none; stroke: var(--g1); stroke-dasharray: 8 3; }
    svg .curve.g2 { fill: none; stroke: var(--g2); stroke-dasharray: 2 3; }
    svg .curve.g3 { fill: none; stroke: var(--g3); }
    svg .mark.hollow { fill: var(--paper); stroke-width: 1.5; }
    svg .hollow.g0 { stroke: var(--g0); } svg .hollow.g1 { stroke: var(--g1); }
    svg .hollow.g2 { stroke: var(--g2); } svg .hollow.g3 { stroke: var(--g3); }
    .drawing:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    """

  static let css: HTML = """

    \(colours(of: ":root"))
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    header { border-bottom: 3px solid var(--accent); margin-bottom: 1.5rem; }
    header p { color: var(--soft); margin: 0 0 .6rem; }
    header .program { color: var(--accent); font-weight: 600; letter-spacing: .04em; margin: 0; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
    h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.4rem 0 .8rem; }
    h3 { font-size: 1.08rem; margin: 1.5rem 0 .4rem; }
    p, li, dd { max-width: 46rem; }
    .lead { font-size: 1.12rem; }
    #summary h2 { margin-top: 0; }
    ul.facts { list-style: none; display: grid; gap: .75rem; padding: 0; margin: 1.2rem 0;
      grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
    ul.facts li { background: var(--panel); border-left: 4px solid var(--accent); padding: .7rem .9rem; }
    ul.facts strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    ul.facts span { color: var(--soft); font-size: .92rem; }
    \(figures)
    .scroll { overflow-x: auto; margin: .8rem 0; }
    table { min-width: min(100%, 15rem); border-collapse: collapse; font-size: .94rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    th, td { padding: .28rem .9rem .28rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
    thead th { border-bottom: 2px solid var(--soft); vertical-align: bottom; }
    tbody th { font-weight: 500; }
    th.n, td.n { text-align: right; }
    td.n, .columns tbody th { white-space: nowrap; }
    td code, dd code, li code { font-size: .88em; overflow-wrap: anywhere; }
    #appendix table { table-layout: fixed; width: 100%; }
    #appendix td, #appendix th { overflow-wrap: anywhere; }
    details { margin: .5rem 0; border: 1px solid var(--rule); padding: 0 .9rem; }
    details[open] { padding-bottom: .6rem; }
    summary { cursor: pointer; min-height: 2rem; padding: .35rem 0; color: var(--accent); }
    summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .columns { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; }
    .sensitivity { border-left: 4px solid var(--g0); padding-left: .9rem; }
    .sign { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin-top: 3.5rem; }
    .sign div { flex: 1 1 14rem; color: var(--soft); font-size: .9rem; }
    .sign span { display: block; border-bottom: 1px solid var(--ink); height: 1.2rem; }
    \(drawings)
    @media (max-width: 40rem) { .drawing > svg { max-width: none; width: 36rem; }
      dl.how, dl.facts-list { grid-template-columns: 1fr; }
      dl.how dd, dl.facts-list dd { margin-bottom: .4rem; } h1 { font-size: 1.5rem; } }
    @media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; transition: none; animation: none; } }
    @media print {
      @page { size: A4; margin: 16mm 15mm; }
      :root { --ink: #000; --soft: #444; --paper: #fff; --panel: #f4f4f4; --rule: #bbb; --grid: #e2e2e2;
        --accent: #0b5a8a; --g0: #b23c0e; --g1: #0b62a8; --g2: #3b6e22; --g3: #6b3fa0; }
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.42; }
      h1 { font-size: 19pt; } h2 { font-size: 14pt; } h3 { font-size: 11pt; }
      #summary { break-after: page; }
      h2, h3, caption, thead { break-after: avoid; }
      svg, tr, table.short, dl.how, ul.facts li { break-inside: avoid; }
      dl.how { break-before: avoid; }
      #confidence h3 + p { break-after: avoid; }
      #decisions { break-inside: avoid; }
      ul.facts { grid-template-columns: repeat(5, 1fr); gap: 3mm; }
      ul.facts strong { font-size: 14pt; }
      thead { display: table-header-group; }
      .scroll, .drawing { overflow: visible; }
      .panels { grid-template-columns: 1fr 1fr; gap: 4mm; }
      details:not([open]), .steps { display: none; }
      table { font-size: 8.5pt; }
      .sign { break-inside: avoid; }
    }

    """
}
