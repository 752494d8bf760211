import type { Json } from "#core/host.ts";

/** `port = 22`, `columns.port: 22`, `* port: 22`: of osquery's line mode, of a web console, of `docker service inspect`, of Terraform. */
const FIELD =
  /^ {0,40}(?:[*•] {1,4})?(?:columns\.)?(?<key>pid|port|protocol|address|family|fd|socket|path|net_namespace|name|process_name|cmdline|uid|state|username|user|stime|action|PublishedPort|Protocol|TargetPort|PublishMode|external|internal|ip) {0,20}[:=](?: +(?<value>.*))?$/;

/** The index of the line after the records that begin at a line; the same index if none do. */
export function recordEnd(lines: readonly string[], from: number): number {
  // Most lines begin none, and blank ones in front of records aren't looked through again and again.
  if (!FIELD.test(lines[from] ?? "")) return from;
  let end = from;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (FIELD.test(line)) end = at + 1;
    else if (line.trim() !== "") break;
  }
  return end - from > 1 ? end : from;
}

/** Each record as an object of texts. A key that was there before begins another, and so does a blank line. */
export function parseRecords(text: string): readonly Json[] {
  const records: Record<string, string>[] = [];
  let own: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const { key, value = "" } = FIELD.exec(line)?.groups ?? {};
    if (key === undefined || key in own) {
      records.push(own);
      own = {};
    }
    // Terraform's name of it; by itself it could be a client's setting.
    if (key !== undefined) own[key === "ip" ? "host_ip" : key] = value.trim().replaceAll('"', "");
  }
  return [...records, own];
}
