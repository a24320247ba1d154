/** The look of a page: two columns of code where there is room, colours for the light and the dark, and black on paper. */
export const style = `:root { color-scheme: light dark; --ink: #1f2328; --dim: #59636e; --line: #d1d9e0; --back: #fff; --old: #ffebe9; --now: #dafbe1; --work: #9a6700; --bad: #b3261e; --calm: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --dim: #9198a1; --line: #3d444d; --back: #0d1117; --old: #4a1d1d; --now: #123d22; --work: #e3b341; --bad: #ff8182; --calm: #56d364 } }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back) }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem }
code, .diff { font-family: ui-monospace, monospace; font-size: 13px }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: var(--dim) }
.machines td, .machines th { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0 } .count { text-align: right; width: 6rem } .machines .count { padding-right: 1.5rem }
.diff { table-layout: fixed; margin: .4rem 0 1rem } .diff td { white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; padding: 0 .5rem; border-left: 1px solid var(--line) }
.old { background: var(--old) } .now { background: var(--now) } .none { background: color-mix(in srgb, var(--line) 35%, transparent) } .gap td { color: var(--dim) }
.change, summary { margin: .5rem 0; overflow-wrap: anywhere } .who { font-weight: 600 } .place { color: var(--dim) }
.impact { color: var(--calm) } .restart, .runtime { color: var(--ink) } .drain, .reboot, .warning { color: var(--work) } .machine, .error { color: var(--bad) }
meter { width: 14rem; vertical-align: middle }
@media (max-width: 45rem) { .diff, .diff tbody, .diff tr, .diff td { display: block; border-left: 0 } .diff thead, .none { display: none } }
@media print { :root { --ink: #000; --dim: #333; --line: #999; --back: #fff; --old: #eee; --now: #fff } body { margin: 0; max-width: none; font-size: 10pt } tr, .change { break-inside: avoid } .old { text-decoration: line-through } }
`;
