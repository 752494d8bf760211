import { describe, expect, it } from "vitest";
import type { ExitResult } from "../support/process/portcall-process.ts";
import { runPortcall, startPortcallProcess } from "../support/process/portcall-process.ts";
import { signingSecret, slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";

/** The process with Slack, and its metrics by name and labels. */
async function startWithMetrics(environment: Readonly<Record<string, string>> = {}) {
  const slack = await slackPlatform();
  const portcall = await startPortcallProcess({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORTCALL_METRICS: "0",
    PORTCALL_STORE: "sqlite::memory:",
    ...environment,
  });
  const url = /Metrics\s+(\S+)/.exec(portcall.output())?.[1] ?? "";
  const scrape = async () => {
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
  };
  return { slack, portcall, url, scrape };
}

describe("the metrics", () => {
  it("count questions, events, calls of the store and requests, and show the state", async () => {
    const { slack, portcall, scrape } = await startWithMetrics();
    const url = `${portcall.address}/slack/events`;
    const ask = (text: string) => signedRequest({ signingSecret, url, body: slack.slashCommand({ text }) });
    await ask("867");
    await ask("22");
    await ask("70000");
    await fetch(url, { method: "POST", body: "{}" });
    await fetch(`${portcall.address}/api/v1/answer?q=80`);
    await fetch(`${portcall.address}/nowhere`);

    const metrics = await scrape();
    expect(Object.fromEntries(metrics)).toMatchObject({
      'portcall_questions_total{platform="slack",kind="port",outcome="answered"}': 2,
      'portcall_questions_total{platform="slack",kind="invalid",outcome="failed"}': 1,
      'portcall_questions_total{platform="api",kind="port",outcome="answered"}': 1,
      'portcall_event_duration_seconds_count{platform="slack",outcome="answered"}': 3,
      'portcall_http_requests_total{route="/slack/events",status="200"}': 3,
      'portcall_http_requests_total{route="/slack/events",status="401"}': 1,
      'portcall_http_requests_total{route="other",status="404"}': 1,
      'portcall_store_up{access="read"}': 1,
      'portcall_store_up{access="write"}': 1,
      'portcall_platform_status{platform="slack",status="connected"}': 1,
      'portcall_platform_status{platform="discord",status="not configured"}': 1,
      'portcall_failing{part="platforms"}': 0,
      portcall_ready: 1,
      portcall_registry_updated_timestamp_seconds: Date.parse("2026-08-17") / 1000,
    });
    const reads = metrics.get('portcall_store_call_duration_seconds_count{call="get",outcome="succeeded"}');
    expect(reads).toBeGreaterThan(0);
    for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"]) {
      expect(metrics.get(name), name).toBeGreaterThan(0);
    }
    expect([...metrics.keys()].filter((name) => name.startsWith("portcall_build_info"))).toHaveLength(1);
    expect(await portcall.stop()).toBe(0);
  });

  it("hold nothing that people wrote or are called", async () => {
    const { slack, portcall, url } = await startWithMetrics();
    const body = slack.slashCommand({ text: "zebracorn 867 fingerprint" });
    await signedRequest({ signingSecret, url: `${portcall.address}/slack/events`, body });
    await fetch(`${portcall.address}/zebracorn`);
    const text = await (await fetch(url)).text();
    expect(text).not.toMatch(/zebracorn|fingerprint/);
    expect(text).not.toContain(body.user_id);
    expect(text).not.toContain(body.team_id);
  });

  it("are served on loopback only, by themselves", async () => {
    const { portcall, url } = await startWithMetrics();
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect((await fetch(`${portcall.address}/metrics`)).status).toBe(404);
    expect((await fetch(new URL("/", url))).status).toBe(404);
  });

  it("are off by default, and an address that cannot be used ends the start with its variable's name", async () => {
    const portcall = await startPortcallProcess();
    expect(portcall.output()).not.toContain("Metrics");
    const taken = new URL(portcall.address).port;
    const environment = { PORT: "0", PORTCALL_METRICS: taken };
    const { code, stderr }: ExitResult = await runPortcall(["start"], { environment });
    expect([code, stderr]).toEqual([1, expect.stringContaining("PORTCALL_METRICS")]);
  });
});
