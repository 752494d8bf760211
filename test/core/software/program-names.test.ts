import { describe, expect, it } from "vitest";
import { knowledge } from "../../support/registry/committed.ts";

const names = knowledge.software.programNames();

describe("an image is known by its last component", () => {
  it.each([
    ["redis", "Redis"],
    ["redis:7-alpine", "Redis"],
    ["docker.io/library/redis:latest", "Redis"],
    ["127.0.0.1:5000/redis@sha256:0a1b", "Redis"],
    ["bitnami/redis-cluster:7", "Redis"],
    ["redis/redis-stack-server", "Redis"],
    ["postgres:16", "PostgreSQL"],
    ["postgis/postgis:15-3.3", "PostgreSQL"],
    ["registry.redhat.io/rhel9/postgresql-15", "PostgreSQL"],
    ["centos/mysql-57-centos7", "MySQL"],
    ["mongodb/mongodb-community-server:7.0-ubi8", "MongoDB"],
    ["docker.elastic.co/elasticsearch/elasticsearch-oss:7.10", "Elasticsearch"],
    ["opensearchproject/opensearch-dashboards", "OpenSearch Dashboards"],
    ["confluentinc/cp-kafka:7.4", "Kafka"],
    ["mcr.microsoft.com/mssql/server:2022-latest", "SQL Server"],
    ["vaultwarden/server", "Vaultwarden"],
    ["portainer/portainer-ce", "Portainer"],
    ["jupyter/scipy-notebook", "Jupyter"],
    ["docker:dind", "Docker"],
  ])("%s is %s", (image, product) => {
    expect(names.ofImage(image)?.product).toBe(product);
  });

  it.each([
    ["oliver006/redis_exporter", "Redis exporter"],
    ["prometheuscommunity/postgres-exporter", "PostgreSQL exporter"],
    ["mongo-express", "mongo-express"],
    ["rediscommander/redis-commander", "Redis Commander"],
    ["jc21/nginx-proxy-manager", "Nginx Proxy Manager"],
    ["edoburu/pgbouncer", "PgBouncer"],
  ])("%s isn’t what it serves, but %s", (image, product) => {
    expect(names.ofImage(image)?.product).toBe(product);
  });

  it.each([
    "acme/web",
    "acme/api:3",
    "shop-redis",
    "redis-backup",
    "redis/tools",
    "node:22",
    "php:8-apache",
    "server",
    "",
    // It sends what Logstash receives.
    "elastic/filebeat:8.15.0",
    // What it serves needn't be the framework's own development server.
    "acme/django:5",
    "acme/flask",
    "acme/vue",
    // Programs that speak a protocol and pages about it are called after it.
    "acme/ldap",
    "acme/dns:1",
    "acme/http",
  ])("%s says nothing", (image) => {
    expect(names.ofImage(image)).toBeNull();
  });
});

describe("what a scan found is known by its first words", () => {
  it.each([
    ["Redis key-value store 7.0.5", "Redis"],
    ["OpenSSH 9.2p1 Debian 2+deb12u2 (protocol 2.0)", "OpenSSH"],
    ["Apache httpd 2.4.52 ((Ubuntu))", "Apache HTTP Server"],
    ["Apache Tomcat 9.0.31", "Apache Tomcat"],
    ["Apache Tomcat/Coyote JSP engine 1.1", "Apache Tomcat"],
    ["ISC BIND 9.16.1", "BIND"],
    ["Microsoft SQL Server 2019 15.00.2000", "SQL Server"],
    ["Elasticsearch REST API 6.4.2 (name: node; cluster: shop)", "Elasticsearch"],
    ["Docker 20.10.5 (API 1.41)", "Docker"],
  ])("%s is %s", (text, product) => {
    expect(names.ofVersion(text)?.product).toBe(product);
  });

  it.each(["Werkzeug httpd 2.0.3 (Python 3.9)", "Golang net/http server (InfluxDB API)", "2-4 (RPC #100000)", ""])(
    "%s says nothing",
    (text) => {
      expect(names.ofVersion(text)).toBeNull();
    },
  );
});
