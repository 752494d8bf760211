import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export interface RequestBody {
  /** The decoded JSON, or the form's fields; `undefined` for no body. Of a multipart body, its `payload_json` when it has one. */
  value: unknown;
  /** The files of a multipart body. */
  files: readonly { field: string; name: string; size: number }[];
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Rejects with a SyntaxError on malformed JSON. A body of any other type than JSON, form or multipart stays a string. */
export async function decodeBody(headers: IncomingHttpHeaders, body: Buffer): Promise<RequestBody> {
  const type = headers["content-type"] ?? "";
  if (body.length === 0) return { value: undefined, files: [] };
  if (type.startsWith("multipart/form-data")) return decodeMultipart(type, body);
  if (type.startsWith("application/json")) return { value: JSON.parse(body.toString()), files: [] };
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return { value: Object.fromEntries(new URLSearchParams(body.toString())), files: [] };
  }
  return { value: body.toString(), files: [] };
}

async function decodeMultipart(contentType: string, body: Buffer): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  const fields: Record<string, unknown> = {};
  const files: { field: string; name: string; size: number }[] = [];
  for (const [field, part] of form) {
    if (typeof part === "string") fields[field] = part;
    else files.push({ field, name: part.name, size: part.size });
  }
  const { payload_json: payload } = fields;
  return { value: typeof payload === "string" ? JSON.parse(payload) : fields, files };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
