import { describe, expect, it } from "vitest";
import { isListing, readListeners } from "#core/explain/read-listeners.ts";
import { FIREWALLS, lettingIn, ruleSetsIn } from "../../support/firewall.ts";

describe("the rules of", () => {
  it.each(FIREWALLS)("$name are read", ({ text, letsIn }) => {
    expect(lettingIn(ruleSetsIn(text), letsIn)).toEqual(letsIn);
  });

  it.each(FIREWALLS)("$name leave no line unread, and are no listeners", ({ text }) => {
    const { listeners, notUnderstood } = readListeners(text);
    const isParsed = /^\s*[[{]|^apiVersion/.test(text);
    expect([listeners, isParsed ? [] : notUnderstood]).toEqual([[], []]);
  });

  it.each(FIREWALLS)("$name are read with CRLF, in a fence, indented and below a prompt", ({ text, letsIn }) => {
    const indented = text.replace(/^(?=.)/gm, "    ");
    for (const each of [
      text.replace(/\n/g, "\r\n"),
      `\`\`\`\n${text}\n\`\`\``,
      indented,
      `root@web1:~# show\n${text}`,
    ]) {
      expect(lettingIn(ruleSetsIn(each), letsIn)).toEqual(letsIn);
    }
  });
});

describe("a message", () => {
  it.each([
    "what does iptables -A INPUT -p tcp --dport 22 -j ACCEPT do?",
    "can you ufw allow 8080 for me",
    "the nft rule tcp dport 443 accept doesn't work",
    "is port 22 open on the firewall?",
    "pass in the port 443 please",
  ])("with a rule in a sentence is no listing: %s", (text) => {
    expect(isListing(readListeners(text))).toBe(false);
  });
});
