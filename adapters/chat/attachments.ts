import type { AttachedFile } from "#core/chat-platform.ts";

/** A file attached to a message, as its platform describes it. */
export interface RemoteFile {
  readonly url: string;
  readonly name?: string | undefined;
  /** Its MIME type. */
  readonly type?: string | undefined;
}

export interface AttachmentOptions {
  /** The platform's file servers. Other addresses are refused, so that credentials reach only the platform. */
  readonly origins: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** In bytes; the rest of a larger file is ignored. */
const MAX_FILE_SIZE = 1024 * 1024;
const MAX_FILES = 3;
const TIMEOUT = 2500;

/** Reads the first few text files attached to a message. Never rejects. */
export async function readAttachments(
  files: readonly RemoteFile[],
  { origins, headers = {}, timeout = TIMEOUT }: AttachmentOptions,
): Promise<readonly AttachedFile[]> {
  const texts = firstTexts(files);
  if (texts.length === 0) return files.map(() => ({ unread: "no-text" }));
  return Promise.all(
    texts.map(({ url }) =>
      origins.includes(URL.parse(url)?.origin ?? "")
        ? fetchText(url, headers, timeout)
        : { unread: "refused" as const },
    ),
  );
}

/**
 * The files that were not read: those without text, those beyond the first few, and those that failed.
 * @param results of {@link readAttachments} for these files
 */
export function unreadFiles(files: readonly RemoteFile[], results: readonly AttachedFile[]): readonly RemoteFile[] {
  const texts = firstTexts(files);
  return files.filter((file) => {
    const result = results[texts.indexOf(file)];
    return result === undefined || "unread" in result;
  });
}

function firstTexts(files: readonly RemoteFile[]): readonly RemoteFile[] {
  return files.filter(mayBeText).slice(0, MAX_FILES);
}

/** A file without a type or a name is tried: some platforms send only its id. */
function mayBeText({ type, name }: RemoteFile): boolean {
  if (type === undefined && name === undefined) return true;
  if (/^text\/html\b/i.test(type ?? "")) return false;
  return /^(?:text\/|application\/json)/.test(type ?? "") || /\.(?:txt|log|conf|csv)$/i.test(name ?? "");
}

async function fetchText(url: string, headers: Record<string, string>, patience: number): Promise<AttachedFile> {
  try {
    const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(patience) });
    // A platform answers with its login page when access is denied.
    const isPage = /^text\/html\b/i.test(response.headers.get("content-type") ?? "");
    if (!response.ok || isPage) {
      await response.body?.cancel();
      return { unread: "refused" };
    }
    const file = await readUpToLimit(response);
    return /^\s{0,100}<(?:!doctype html|html)\b/i.test(file.text) ? { unread: "refused" } : file;
  } catch (error) {
    return { unread: error instanceof Error && error.name === "TimeoutError" ? "late" : "refused" };
  }
}

/** Reads at most {@link MAX_FILE_SIZE}; a longer text is cut after its last complete line. */
async function readUpToLimit({ body }: Response): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let remaining = MAX_FILE_SIZE;
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk.subarray(0, remaining), { stream: true });
    if (chunk.length > remaining) return { text: text.slice(0, text.lastIndexOf("\n") + 1) || text, isCut: true };
    remaining -= chunk.length;
  }
  return { text: text + decoder.decode(), isCut: false };
}
