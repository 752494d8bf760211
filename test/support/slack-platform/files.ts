import type { types } from "@slack/bolt";
import type { Reply } from "../loopback/replies.ts";
import type { SlackCall } from "./slack-call.ts";

/** A file in an event. */
export type SlackFile = NonNullable<types.AppMentionEvent["files"]>[number];

/** Slack's files, on the same origin as everything else: https://docs.slack.dev/reference/objects/file-object. */
export function createFiles(origin: () => string, next: () => number, isKnown: (token: string) => boolean) {
  const texts = new Map<string, string>();
  return {
    attach(text: string, changes: Partial<SlackFile> = {}): SlackFile {
      const id = `F${String(next()).padStart(8, "0")}`;
      const path = `/files-pri/T0001-${id}/listing.txt`;
      texts.set(path, text);
      const file = {
        id,
        name: "listing.txt",
        title: "listing.txt",
        mimetype: "text/plain",
        filetype: "text",
        mode: "hosted",
        size: Buffer.byteLength(text),
        url_private: origin() + path,
        url_private_download: `${origin()}${path}?download`,
        ...changes,
      };
      // Slack's types name all that a file may have.
      return file as SlackFile;
    },
    has: (path: string) => texts.has(path),
    /** Without access Slack shows its login page, with 200. */
    fetch({ token = "", path }: Pick<SlackCall, "token" | "path">): Reply {
      if (isKnown(token)) return { body: texts.get(path) ?? "" };
      return { headers: { "content-type": "text/html; charset=utf-8" }, body: "<!DOCTYPE html><title>Slack</title>" };
    },
  };
}
