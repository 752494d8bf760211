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
    ["pgvector/pgvector:pg17", "PostgreSQL"],
    ["timescale/timescaledb-ha:pg16", "PostgreSQL"],
    ["bitnami/postgresql-repmgr:16", "PostgreSQL"],
    ["bitnami/mariadb-galera:11", "MariaDB"],
    ["lscr.io/linuxserver/mariadb", "MariaDB"],
    ["bitnami/mongodb-sharded:8.0", "MongoDB"],
    ["mongodb/mongodb-atlas-local", "MongoDB"],
    ["apache/kafka-native:3.8.0", "Kafka"],
    ["mcr.microsoft.com/azure-sql-edge", "SQL Server"],
    ["eqalpha/keydb", "KeyDB"],
    ["docker.dragonflydb.io/dragonflydb/dragonfly", "DragonflyDB"],
    ["quay.io/prometheus/node-exporter:v1.8.2", "Node Exporter"],
    ["gcr.io/etcd-development/etcd:v3.5.0", "etcd"],
    ["vllm/vllm-openai:latest", "vLLM"],
    ["quay.io/jupyter/pytorch-notebook:cuda12-latest", "Jupyter"],
    ["selenium/standalone-edge:4.12.1", "Selenium Grid"],
    ["ghcr.io/home-assistant/home-assistant:stable", "Home Assistant"],
  ])("%s is %s", (image, product) => {
    expect(names.ofImage(image)?.product).toBe(product);
  });

  it.each([
    ["selenium/hub:4", "Selenium Grid"],
    ["portainer/agent:2.21", "Portainer"],
    ["datadog/agent:7", "Datadog Agent"],
    ["tensorflow/serving", "TensorFlow Serving"],
    ["kubernetesui/dashboard:v2.7.0", "Kubernetes Dashboard"],
    ["container-registry.oracle.com/database/free:latest", "Oracle Database"],
  ])("or by its last two: %s is %s", (image, product) => {
    expect(names.ofImage(image)?.product).toBe(product);
  });

  it.each([
    ["oliver006/redis_exporter", "Redis exporter"],
    ["prometheuscommunity/postgres-exporter", "PostgreSQL exporter"],
    ["prom/mysqld-exporter", "MySQL exporter"],
    ["percona/mongodb_exporter", "MongoDB exporter"],
    ["quay.io/prometheuscommunity/elasticsearch-exporter", "Elasticsearch exporter"],
    ["nginx/nginx-prometheus-exporter", "NGINX exporter"],
    ["danielqsj/kafka-exporter", "Kafka exporter"],
    ["mongo-express", "mongo-express"],
    ["rediscommander/redis-commander", "Redis Commander"],
    ["redis/redisinsight", "Redis Insight"],
    ["provectuslabs/kafka-ui", "Kafka UI"],
    ["jc21/nginx-proxy-manager", "Nginx Proxy Manager"],
    ["edoburu/pgbouncer", "PgBouncer"],
    ["proxysql/proxysql", "ProxySQL"],
    ["mysql/mysql-router", "MySQL Router"],
  ])("%s isn’t what it serves, but %s", (image, product) => {
    expect(names.ofImage(image)?.product).toBe(product);
  });

  it.each([
    "acme/web",
    "acme/api:3",
    "shop-redis",
    "redis-backup",
    "prodrigestivill/postgres-backup-local",
    "quay.io/spotahome/redis-operator",
    "registry.opensource.zalan.do/acid/postgres-operator",
    "prom/prometheus-operator",
    "joxit/docker-registry-ui",
    "jenkins/inbound-agent",
    "gitlab/gitlab-runner",
    "minio/mc",
    "arey/mysql-client",
    "redis/tools",
    "buildkite/agent",
    "node:22",
    "php:8-apache",
    "container-registry.oracle.com/database/express",
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
    ["Microsoft Terminal Services", "RDP"],
    ["PostgreSQL DB 9.6.0 or later", "PostgreSQL"],
    ["Oracle TNS listener 11.2.0.2.0 (unauthorized)", "Oracle Database"],
    ["Erlang Port Mapper Daemon", "Erlang epmd"],
    ["MiniServ 1.890 (Webmin httpd)", "Webmin"],
    ["Apache Jserv (Protocol v1.3)", "Apache Tomcat"],
  ])("%s is %s", (text, product) => {
    expect(names.ofVersion(text)?.product).toBe(product);
  });

  it.each([
    "Werkzeug httpd 2.0.3 (Python 3.9)",
    "Golang net/http server (InfluxDB API)",
    "MikroTik RouterOS sshd (protocol 2.0)",
    "MikroTik router ftpd 5.26",
    "2-4 (RPC #100000)",
    "",
  ])("%s says nothing", (text) => {
    expect(names.ofVersion(text)).toBeNull();
  });
});
