import { portNumber } from "#core/explain/endpoint.ts";
import type { Reader, RowResult } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerRow, scannedListener } from "#core/explain/reader.ts";

/** What `Test-NetConnection` says about one port; null for anything else. */
export function readTest(fields: ReadonlyMap<string, string>): RowResult | null {
  const port = portNumber(fields.get("RemotePort") ?? "");
  const result = fields.get("TcpTestSucceeded");
  if (port === null || result === undefined) return null;
  const address = [fields.get("RemoteAddress") ?? "", fields.get("ComputerName") ?? ""].find((each) => HOST.test(each));
  return result === "True" ? listenerRow([scannedListener(address ?? null, port, "tcp")], true) : EMPTY_ROW;
}

const HOST = /^[\w.:%-]{1,253}$/;

/** `True`, which is all that `Test-NetConnection web -Port 443 -InformationLevel Quiet` prints of a port that answers. */
export const quietTest: Reader = {
  begins: (words, { command }) => words.length === 1 && ANSWERS.has(words[0] ?? "") && testedPort(command) !== null,
  read: ([answer], { command }) => {
    const port = testedPort(command);
    if (port === null) return null;
    if (answer !== "True") return EMPTY_ROW;
    const host = TESTED_HOST.exec(command)?.[1] ?? null;
    return listenerRow([scannedListener(host, port, "tcp")], true);
  },
};

const ANSWERS: ReadonlySet<string> = new Set(["True", "False"]);
const TESTED_HOST =
  /(?:Test-NetConnection|tnc) (?:-\w*Port [\w]+ |-Inf\w* Quiet )*(?:-(?:ComputerName|cn) )?["']?(\w[\w.:%-]{0,252})/i;
function testedPort(command: string): number | null {
  if (!/(?:Test-NetConnection|tnc) .{0,300}(?:-Inf\w* Quiet|TcpTestSucceeded)/i.test(command)) return null;
  return portNumber(/ -p(?:ort)? (\d{1,5})/i.exec(command)?.[1] ?? "");
}
