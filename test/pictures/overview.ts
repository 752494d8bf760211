import { escapeHtml } from "#adapters/web/index.ts";
import type { Drawing, Picture, Width } from "./drawing.ts";

/** A page with all pictures, a drawing to a row, and its figures under each. */
export function overviewPage(drawings: readonly Drawing[], pictures: readonly Picture[]): string {
  const rows = drawings.map((drawing) => {
    const shown = pictures.filter((picture) => picture.drawing === drawing).map((each) => figure(each));
    return `<h2>${escapeHtml(drawing.title)} · ${drawing.platform}</h2>\n<div>${shown.join("\n")}</div>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portcall's cards</title>
<style>
  body { font: 15px/1.5 sans-serif; margin: 24px; background: #888; }
  div { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; }
  figure { margin: 0; }
  img { display: block; }
  figcaption { contain: inline-size; }
</style>
${rows.join("\n")}
</html>
`;
}

function figure({ drawing, width, theme, height, file }: Picture): string {
  const { bytes, blocks, lines } = figuresOf(drawing);
  const unit = drawing.platform === "slack" ? "blocks" : "rows of controls";
  const text = `${width} px, ${theme} · bytes: ${bytes} · ${unit}: ${blocks} · lines: ${lines} · height: ${height} px`;
  return `<figure><img src="${file}" width="${width}" height="${height}" alt=""><figcaption>${text}</figcaption></figure>`;
}

const HEAD = ["question", "platform", "bytes", "blocks", "lines", "height 600", "height 375"];

/** The figures of each drawing as an aligned table. */
export function overviewTable(drawings: readonly Drawing[], pictures: readonly Picture[]): string {
  const rows = drawings.map((drawing) => {
    const { bytes, blocks, lines } = figuresOf(drawing);
    const height = (width: Width) =>
      pictures.find((picture) => picture.drawing === drawing && picture.width === width)?.height ?? 0;
    return [drawing.title, drawing.platform, `${bytes}`, `${blocks}`, lines, `${height(600)}`, `${height(375)}`];
  });
  const cells = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row.map((cell, column) => cell[column < 2 ? "padEnd" : "padStart"](widths[column] ?? 0)).join("  "),
  );
  return `${lines.join("\n")}\n`;
}

function figuresOf({ json, blocks, lines }: Drawing) {
  return { bytes: Buffer.byteLength(json), blocks, lines: lines === null ? "–" : `${lines}` };
}
