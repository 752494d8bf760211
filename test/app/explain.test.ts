import { describe, expect, it } from "vitest";
import { PASTES } from "../support/pastes/fixtures.ts";
import { runPortcall } from "../support/process/portcall-process.ts";

const PASTE = PASTES.find(({ name }) => name === "ss-tulpn")?.text ?? "";

describe("npm run ask -- explain", () => {
  it("explains piped input", async () => {
    const { code, stdout } = await runPortcall(["ask", "explain"], { input: PASTE });
    expect(code).toBe(0);
    expect(stdout).toContain("Reachable from anywhere: 12 of 19 · 4 need attention");
  });

  it("gives the answer as JSON", async () => {
    const { stdout } = await runPortcall(["ask", "--json", "explain"], { input: PASTE });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ kind: "explain", notUnderstood: [] });
    expect(answer.listeners).toContainEqual(
      expect.objectContaining({ port: 6379, transport: "tcp", process: "redis-server", scope: "loopback", flags: [] }),
    );
  });

  it("says what to paste if the input is empty", async () => {
    const { code, stdout } = await runPortcall(["ask", "explain"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Paste the output of ss -tulpn");
  });
});
