import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { questionFrom } from "../pictures/questions.ts";
import { knowledge } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";

const ROOT = new URL("../../", import.meta.url);
const PAGES = globSync(["*.md", "{docs,data}/**/*.md"], { cwd: fileURLToPath(ROOT) });

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsIn(text: string): readonly string[] {
  const headings = text.replace(/^```.*?^```/gms, "").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const PICTURED: Record<string, string> = JSON.parse(read("docs/pictures/cards.json"));

async function cardText(text: string): Promise<string> {
  const ask = createAsk(knowledge, teamServicesIn());
  return renderPlainText((await ask({ ...questionFrom(text), locale: "en" })).card);
}

describe("the documentation", () => {
  it.each(Object.entries(PICTURED))(
    "has a picture of today's card for %s (else: npm run pictures -- --docs)",
    async (text, card) => {
      expect(await cardText(text)).toBe(card);
      const name = text.replaceAll(" ", "-");
      for (const file of [`${name}-slack-600-light.png`, `${name}-discord-600-dark.png`]) {
        expect(
          readFileSync(new URL(`../../docs/pictures/${file}`, import.meta.url))
            .subarray(1, 4)
            .toString(),
        ).toBe("PNG");
        expect(read("docs/cards.md")).toContain(`pictures/${file}`);
      }
    },
  );

  it.each(PAGES)("has no broken link in %s", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const broken = links.filter((link) => {
      const { pathname, hash } = new URL(link, new URL(page, ROOT));
      if (!existsSync(pathname)) return true;
      return hash !== "" && !anchorsIn(readFileSync(pathname, "utf8")).includes(hash.slice(1));
    });
    expect(broken).toEqual([]);
  });

  it("shows a card of each platform on its first screen, and the command to start", () => {
    const [firstScreen = ""] = read("README.md").split("\n## ", 1);
    for (const picture of ["867-slack-600-light", "6379-discord-600-dark"]) {
      expect(firstScreen).toContain(`(docs/pictures/${picture}.png)`);
    }
    expect(firstScreen).toContain("npm install && npm start");
  });
});
