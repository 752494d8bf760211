/** Colours that differ in brightness too, light and dark. The page around an image decides which. */
export const MAP_STYLE = `
svg{color-scheme:light dark;font-family:system-ui,sans-serif;--paper:#fff;--ground:#eef1f5;--text:#1c2530;--dim:#57606a;--a:#1f5fbf;--u:#b35900;--r:#57606a;--d:#c3cbd5;--mark:#c1121f;--book:#0b7a3b}
@media (prefers-color-scheme:dark){svg{--paper:#14181d;--ground:#222931;--text:#e6edf3;--dim:#9aa5b1;--a:#6ea8fe;--u:#ffb454;--r:#9aa5b1;--d:#3b4652;--mark:#ff6b6b;--book:#4cd787}}
.paper{fill:var(--paper)}.ground{fill:var(--ground)}
path{fill:none;stroke-width:1}
.assigned{stroke:var(--a)}.used{stroke:url(#used)}.reserved{stroke:url(#reserved)}.unassigned{stroke:none}.dynamic{stroke:url(#dynamic)}
.near path{stroke-width:.84}.near .assigned,.near .claimed{stroke-dasharray:.86 .14;stroke-dashoffset:-.07}
.ink2{stroke:var(--u);stroke-width:.34!important}.ink3{fill:var(--r)}.ink4{stroke:var(--d);stroke-width:.3!important}
.all .used{stroke:var(--u)}.all .reserved{stroke:var(--r)}
.claimed{stroke:var(--book);stroke-width:.4!important}.claimed.under{stroke:var(--paper);stroke-width:.84!important}
.all .claimed{stroke-width:2!important}.all .claimed.under{stroke-width:4!important}
.mark{fill:none;stroke:var(--mark);stroke-width:3}.halo{fill:none;stroke:var(--paper);stroke-width:7}
.pointer{stroke:var(--mark);stroke-width:1.5}
.frame{fill:none;stroke:var(--text);stroke-width:1}
text{fill:var(--text);font-size:24px}.head{font-weight:600}.row{font-size:20px;fill:var(--dim);text-anchor:end}
.asked{fill:var(--mark);font-weight:700}.legend{font-size:22px}.source{font-size:20px;fill:var(--dim)}
`;
