import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { tool } from "../support/listening/tools.ts";
import { problemsOf } from "./kubernetes-schema.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const folder = mkdtempSync(join(tmpdir(), "portcall-deploy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function manifestsIn(text: string) {
  return parseAllDocuments(text).map((document) => document.toJS());
}

describe("the Kubernetes manifests", () => {
  const files = readdirSync(join(ROOT, "deploy/kubernetes"));

  it.each(files)("%s fits Kubernetes' schemas", (file) => {
    const manifests = manifestsIn(read(`deploy/kubernetes/${file}`));
    expect(manifests).not.toEqual([]);
    expect(manifests.flatMap(problemsOf)).toEqual([]);
  });

  it.each([
    ["replicas: 2", "replicas: two", '"instancePath":"/spec/replicas"'],
    ["replicas: 2", "replcas: 2", "/spec/replcas: unknown field"],
    ["readOnlyRootFilesystem", "readOnlyRootFileSystem", "securityContext/readOnlyRootFileSystem: unknown field"],
    ["kind: Service\n", "kind: Sevice\n", "no schema for Sevice"],
  ])("would be found wrong with %j as %j", (right, wrong, problem) => {
    const text = read("deploy/kubernetes/portcall.yaml");
    expect(text).toContain(right);
    const problems = manifestsIn(text.replace(right, wrong)).flatMap(problemsOf);
    expect(problems.join("\n")).toContain(problem);
  });
});

describe("the compose files", () => {
  const compose = tool("docker-compose", "apt-get install docker-compose");

  it.skipIf(compose.missing).each([null, "postgres", "redis"])(
    compose.title("can be read by Docker Compose, with this over compose.yaml: %s"),
    (over) => {
      copyFileSync(join(ROOT, "compose.yaml"), join(folder, "compose.yaml"));
      writeFileSync(join(folder, ".env"), "POSTGRES_PASSWORD=word\n");
      const override = over === null ? [] : ["-f", join(ROOT, `deploy/compose.${over}.yaml`)];
      const args = ["-f", "compose.yaml", ...override, "config"];
      const config = execFileSync("docker-compose", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
      expect(config).toContain("127.0.0.1:8867:8867");
    },
  );
});

describe("the systemd unit", () => {
  const analyze = tool("systemd-analyze", "apt-get install systemd");

  it.skipIf(analyze.missing)(analyze.title("is one that systemd takes"), () => {
    const unit = join(folder, "portcall.service");
    writeFileSync(unit, read("deploy/portcall.service").replaceAll("/opt/portcall/", ROOT));
    execFileSync("systemd-analyze", ["verify", "--man=no", unit], { stdio: "pipe" });
  });
});

describe("the reverse proxy", () => {
  const nginx = tool("nginx", "apt-get install nginx-light");
  const openssl = tool("openssl", "apt-get install openssl");

  it.skipIf(nginx.missing || openssl.missing)(nginx.title("is configured as nginx takes it"), () => {
    const [key, certificate] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
    const subject = ["-subj", "/CN=portcall.example.com", "-days", "1", "-nodes"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...subject, "-keyout", key, "-out", certificate], {
      stdio: "pipe",
    });
    const site = read("deploy/nginx.conf").replaceAll("/etc/letsencrypt/live/portcall.example.com", folder);
    writeFileSync(join(folder, "nginx.conf"), `pid ${folder}/pid;\nevents {}\nhttp {\n${site}}\n`);
    execFileSync("nginx", ["-t", "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], { stdio: "pipe" });
  });
});
