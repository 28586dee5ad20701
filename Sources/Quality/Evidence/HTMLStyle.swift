/// How the page looks: light and dark by what the reader's system prefers, nothing loaded from anywhere.
enum HTMLStyle {
    static let css = """
        :root { color-scheme: light dark;
          --page: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --dim: #667085; --line: #e3e6eb; --track: #eceff3;
          --good: #1f8a4c; --warn: #b7791f; --bad: #c5303b; --none: #7a8494; --accent: #2f5fd0;
          --written: #3fa66b; --partial: #e0a83a; --missing: #b9c0cb; --stale: #8d6fd1; --failed: #d64550;
          --blocked: #8f2f4f; --off: #eef0f3; }
        @media (prefers-color-scheme: dark) { :root {
          --page: #0f1216; --card: #171b21; --ink: #e7eaee; --dim: #98a2b3; --line: #2a303a; --track: #232933;
          --good: #4cc38a; --warn: #e3b341; --bad: #f2707a; --none: #8b95a5; --accent: #7aa2f7;
          --written: #2f9e62; --partial: #c9932e; --missing: #59616e; --stale: #8667d6; --failed: #e0525d;
          --blocked: #a8446a; --off: #1f242c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.5;
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { margin: 0; font-size: 15px; font-weight: 600; color: var(--dim); }
        h2 { margin: 40px 0 12px; font-size: 20px; }
        h3 { margin: 20px 0 8px; font-size: 15px; }
        p { margin: 6px 0; } code, .mono { font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        .hero { background: var(--card); border: 1px solid var(--line); border-left: 8px solid var(--tone);
          border-radius: 12px; padding: 24px 28px; }
        .hero .word { font-size: 44px; font-weight: 750; letter-spacing: -0.02em; color: var(--tone); line-height: 1.15; }
        .GO { --tone: var(--good); } .WARN { --tone: var(--warn); } .NOGO { --tone: var(--bad); } .NONE { --tone: var(--none); }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 16px 0; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
        .card b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
        .card span, .dim { color: var(--dim); } .card span { font-size: 13px; }
        section.gate, .panel { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
          padding: 16px 20px; margin: 14px 0; }
        .gate h3 { display: flex; gap: 10px; align-items: center; margin: 0 0 4px; font-size: 17px; }
        .badge { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12px; font-weight: 650;
          color: var(--tone); border: 1px solid var(--tone); white-space: nowrap; }
        .pass { --tone: var(--good); } .warn { --tone: var(--warn); } .fail { --tone: var(--bad); }
        .not_evaluated { --tone: var(--none); }
        table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
        th { text-align: left; color: var(--dim); font-weight: 600; font-size: 12.5px; }
        th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        tr:last-child td { border-bottom: 0; } .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .scroll { overflow-x: auto; }
        .checks { table-layout: fixed; min-width: 820px; } .checks td { overflow-wrap: break-word; }
        .checks .num { white-space: normal; } .checks .subject { color: var(--accent); overflow-wrap: anywhere; }
        .checks th:nth-child(1) { width: 31%; } .checks th:nth-child(2) { width: 12%; } .checks th:nth-child(3) { width: 14%; }
        .checks th:last-child, .checks td:last-child { padding-left: 12px; } .checks th:nth-child(4) { width: 8%; } .checks th:nth-child(5) { width: 14%; }
        .bar { position: relative; height: 10px; min-width: 60px; background: var(--track); border-radius: 5px;
          margin-top: 6px; }
        .bar i { position: absolute; left: 0; top: 0; bottom: 0; background: var(--tone); border-radius: 5px; }
        .bar u { position: absolute; top: -3px; bottom: -3px; width: 2px; background: var(--ink); opacity: .75; }
        .bar u.w { background: var(--warn); opacity: 1; }
        ol { margin: 0; padding-left: 22px; } ol li { margin: 4px 0; } summary h3 { display: inline; color: var(--ink); } details summary { cursor: pointer; color: var(--accent); font-weight: 600; }
        .legend { display: flex; flex-wrap: wrap; gap: 6px 16px; font-size: 13px; color: var(--dim); margin: 8px 0 4px; }
        .legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px;
          vertical-align: -1px; background: var(--fill); }
        .maps { display: grid; gap: 4px 28px; overflow-x: auto; } .map { margin: 2px 0 12px; } .map .name { font-size: 12.5px; color: var(--dim); }
        svg { display: block; overflow: visible; } svg text { fill: var(--dim); font-size: 9px; }
        rect { rx: 2px; fill: var(--fill); } rect:hover { stroke: var(--ink); stroke-width: 1.5; }
        .s-written { --fill: var(--written); } .s-partial { --fill: var(--partial); } .s-missing { --fill: var(--missing); }
        .s-stale { --fill: var(--stale); } .s-failed { --fill: var(--failed); } .s-blocked { --fill: var(--blocked); }
        .s-not_expected { --fill: var(--off); }
        footer { margin-top: 40px; color: var(--dim); font-size: 13px; }
        @media print { body { background: none; } .panel, section.gate, .hero { break-inside: avoid; } }
        """
}
