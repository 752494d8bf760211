import type { AttachedFile } from "#core/chat-platform.ts";

/** A file attached to a message, as its platform describes it. */
export interface RemoteFile {
  readonly url: string;
  readonly name?: string | undefined;
  /** Its MIME type. */
  readonly type?: string | undefined;
}

export interface AttachmentOptions {
  /** Where the platform keeps files. Nothing is fetched from anywhere else, and no credentials go there. */
  readonly origins: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly patience?: number;
}

/** Bytes that are read of a file. */
const MAX_FILE_SIZE = 1024 * 1024;
const MAX_FILES = 3;
const PATIENCE = 2500;

/** Reads the first few text files attached to a message. Never rejects. */
export async function readAttachments(
  files: readonly RemoteFile[],
  { origins, headers = {}, patience = PATIENCE }: AttachmentOptions,
): Promise<readonly AttachedFile[]> {
  const texts = files.filter(mayBeText).slice(0, MAX_FILES);
  if (texts.length === 0) return files.map(() => ({ unread: "no-text" }));
  return Promise.all(
    texts.map(({ url }) =>
      origins.includes(URL.parse(url)?.origin ?? "")
        ? fetchText(url, headers, patience)
        : { unread: "refused" as const },
    ),
  );
}

/** A file of which the platform gives neither type nor name may be text as well as not. */
function mayBeText({ type, name }: RemoteFile): boolean {
  if (type === undefined && name === undefined) return true;
  if (/^text\/html\b/i.test(type ?? "")) return false;
  return /^(?:text\/|application\/json)/.test(type ?? "") || /\.(?:txt|log|conf|csv)$/i.test(name ?? "");
}

async function fetchText(url: string, headers: Record<string, string>, patience: number): Promise<AttachedFile> {
  try {
    const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(patience) });
    // A web page in place of the file: the platform asks to log in.
    const isPage = /^text\/html\b/i.test(response.headers.get("content-type") ?? "");
    if (!response.ok || isPage) {
      await response.body?.cancel();
      return { unread: "refused" };
    }
    const file = await readStart(response);
    return /^\s{0,100}<(?:!doctype html|html)\b/i.test(file.text) ? { unread: "refused" } : file;
  } catch (error) {
    return { unread: error instanceof Error && error.name === "TimeoutError" ? "late" : "refused" };
  }
}

/** The text up to {@link MAX_FILE_SIZE}; a longer one ends with its last whole line. No more of it is fetched. */
async function readStart({ body }: Response): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let left = MAX_FILE_SIZE;
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    if (chunk.length > left) return { text: text.slice(0, text.lastIndexOf("\n") + 1) || text, isCut: true };
    left -= chunk.length;
  }
  return { text: text + decoder.decode(), isCut: false };
}
