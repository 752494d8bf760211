import type { Messages } from "#core/messages/messages.ts";
import { escapeHtml } from "./escape.ts";
import { BOT_SCOPES } from "./manifest.ts";

/** The pages load and run nothing, no other site can frame them, and no address leaks with the state in it. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;

/** What was installed, as far as Slack says. */
export interface Installed {
  /** The name of the workspace or organisation; empty if unknown. */
  readonly name: string;
  /** Where to go on: the workspace, or the organisation's page for choosing workspaces. */
  readonly url: string;
  readonly isOrganisation: boolean;
}

/** What Portcall does, its scopes and privacy, and the link to Slack's consent page. */
export function installPage(consentUrl: string, messages: Messages): string {
  const { install: words } = messages.slack;
  const reasons: Readonly<Record<(typeof BOT_SCOPES)[number], string>> = words.scopes;
  return render(messages, {
    title: words.title,
    lead: words.lead,
    link: { text: words.add, url: consentUrl },
    sections: [
      { heading: words.permissions, terms: BOT_SCOPES.map((scope) => [scope, reasons[scope]]), text: words.noHistory },
      { heading: words.privacy, text: words.kept },
      { heading: words.next, text: words.afterwards },
    ],
  });
}

export function installedPage({ name, url, isOrganisation }: Installed, messages: Messages): string {
  const { install: words } = messages.slack;
  return render(messages, {
    title: words.installed(name),
    lead: isOrganisation ? words.chooseWorkspaces : words.afterwards,
    link: { text: isOrganisation ? words.manage : words.open, url },
    sections: [{ heading: words.remove, text: words.uninstall }],
  });
}

/** Why nothing was installed: the admin cancelled, the link is no longer good, or Portcall or Slack failed. */
export type NotInstalledReason = "cancelled" | "expired" | "failed";

/** @param installUrl where to begin again */
export function notInstalledPage(reason: NotInstalledReason, installUrl: string, messages: Messages): string {
  const { install: words } = messages.slack;
  const link = { text: words.again, url: installUrl };
  return render(messages, { title: words.notInstalled, lead: words.reasons[reason], link, sections: [] });
}

interface Page {
  readonly title: string;
  readonly lead: string;
  readonly link: { readonly text: string; readonly url: string };
  readonly sections: readonly Section[];
}

interface Section {
  readonly heading: string;
  readonly terms?: readonly (readonly [term: string, meaning: string])[];
  readonly text: string;
}

function render({ language }: Messages, { title, lead, link, sections }: Page): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(lead)}</p>
<p><a class="button" href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p>
${sections.map(section).join("\n")}
</main>
</html>
`;
}

function section({ heading, terms = [], text }: Section): string {
  const rows = terms.map(
    ([term, meaning]) => `<dt><code>${escapeHtml(term)}</code></dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  const list = rows.length === 0 ? "" : `<dl>\n${rows.join("\n")}\n</dl>\n`;
  return `<h2>${escapeHtml(heading)}</h2>\n${list}<p>${escapeHtml(text)}</p>`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
dt { margin-top: .5rem; }
dd { margin: 0; }
.button { display: inline-block; padding: .6rem 1.2rem; border: 1px solid; border-radius: .5rem; font-weight: 600; text-decoration: none; }
`;
