import { SaxesParser, type SaxesTagPlain } from "saxes";
import { IanaError } from "./errors.ts";
import type { RawRegistry, RawRow } from "./raw-row.ts";
import { collapseWhitespace, unknownLayoutError } from "./raw-row.ts";

/**
 * Parses IANA's XML layout, without e-mail addresses.
 * @throws IanaError `source-unreadable` if the text is not well-formed XML or is another document,
 * `source-unknown-layout` for an unknown element or attribute in a record.
 */
export function readXml(text: string): RawRegistry {
  const reader = new RegistryReader();
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => reader.open(tag));
  parser.on("closetag", (tag) => reader.close(tag.name));
  parser.on("text", (piece) => reader.text(piece));
  parser.on("cdata", (piece) => reader.text(piece));
  parser.on("error", (error) => {
    throw new IanaError("source-unreadable", `The registry source is not well-formed XML: ${error.message}.`, {
      cause: error,
    });
  });
  parser.write(text).close();
  return { updated: reader.updated(), rows: reader.rows, names: reader.names };
}

const NAMESPACE = "http://www.iana.org/assignments";
const REGISTRY_ID = "service-names-port-numbers";

/** The fields by the child element of a record that holds their text. */
const FIELDS: Readonly<Record<string, keyof RawRow>> = {
  name: "name",
  number: "number",
  protocol: "transport",
  assignee: "assignee",
  description: "description",
  sc: "serviceCode",
  unauthorized: "unauthorized",
  note: "notes",
};

const RECORD_DATES: Readonly<Record<string, keyof RawRow>> = { date: "registered", updated: "modified" };

/** Elements that may be nested in a field of a record. */
const INLINE_ELEMENTS = new Set(["br", "paragraph", "xref"]);

type DraftRow = { -readonly [field in keyof RawRow]: string };

class RegistryReader {
  readonly rows: RawRow[] = [];
  readonly names = new Map<string, string>();
  #path: string[] = [];
  #updated = "";
  #row: DraftRow | null = null;
  /** The current child element of the record, with its text so far. */
  #child: { readonly name: string; text: string } | null = null;
  #childrenSeen = new Set<string>();
  #xref: { readonly tag: SaxesTagPlain; text: string } | null = null;
  #person: { readonly id: string; name: string; org: string } | null = null;

  open(tag: SaxesTagPlain): void {
    if (this.#path.length === 0) expectRegistry(tag);
    this.#path.push(tag.name);
    if (this.#row !== null) this.#openInRecord(tag);
    else if (tag.name === "record") this.#openRecord(tag);
    else if (tag.name === "person") this.#person = { id: tag.attributes.id ?? "", name: "", org: "" };
  }

  text(piece: string): void {
    if (this.#person !== null) this.#textOfPerson(this.#person, piece);
    else if (this.#xref !== null) this.#xref.text += piece;
    else if (this.#child !== null) this.#child.text += piece;
    else if (this.#row !== null && piece.trim() !== "")
      throw this.#unknown(`text outside any element: "${piece.trim()}"`);
    else if (this.#path.length === 2 && this.#path[1] === "updated") this.#updated += piece;
  }

  close(name: string): void {
    this.#path.pop();
    if (name === "person") this.#closePerson();
    if (this.#row === null) return;
    if (name === "xref") this.#closeXref();
    else if (name === this.#child?.name) this.#closeChild();
    else if (name === "record") {
      // The CSV names the contact as the assignee, too, where there is no other.
      this.rows.push(this.#row.assignee === "" ? { ...this.#row, assignee: this.#row.contact } : this.#row);
      this.#row = null;
    }
  }

  updated(): string {
    if (this.#updated.trim() !== "") return this.#updated.trim();
    throw new IanaError("source-unknown-layout", "The registry source does not state its date in <updated>.");
  }

  #openRecord(tag: SaxesTagPlain): void {
    this.#row = emptyRow();
    this.#childrenSeen.clear();
    for (const [name, value] of Object.entries(tag.attributes)) {
      const field = RECORD_DATES[name];
      if (field === undefined) throw this.#unknown(`unknown attribute ${name}="${value}"`);
      this.#row[field] = value;
    }
  }

  #openInRecord(tag: SaxesTagPlain): void {
    if (tag.name === "xref") this.#xref = { tag, text: "" };
    else if (this.#child !== null) {
      if (!INLINE_ELEMENTS.has(tag.name)) throw this.#unknown(`unknown element <${tag.name}> in <${this.#child.name}>`);
      this.#child.text += "\n";
    } else {
      if (FIELDS[tag.name] === undefined) throw this.#unknown(`unknown element <${tag.name}>`);
      if (this.#childrenSeen.has(tag.name)) throw this.#unknown(`<${tag.name}> appears twice`);
      this.#childrenSeen.add(tag.name);
      this.#child = { name: tag.name, text: "" };
    }
  }

  #closeXref(): void {
    if (this.#xref === null || this.#row === null) return;
    const label = this.#referenceLabel(this.#xref.tag, this.#xref.text.trim());
    const isPerson = this.#xref.tag.attributes.type === "person";
    if (this.#child !== null) this.#child.text += `[${label}]`;
    else this.#row[isPerson ? "contact" : "reference"] += `[${label}]`;
    this.#xref = null;
  }

  #closeChild(): void {
    if (this.#child === null || this.#row === null) return;
    const field = FIELDS[this.#child.name];
    if (field !== undefined) this.#row[field] = this.#child.text.trim();
    this.#child = null;
  }

  #textOfPerson(person: { name: string; org: string }, piece: string): void {
    const element = this.#path.at(-1);
    if (element === "name" || element === "org") person[element] += piece;
  }

  #closePerson(): void {
    if (this.#person === null) return;
    const name = collapseWhitespace(this.#person.name) || collapseWhitespace(this.#person.org);
    if (name !== "") this.names.set(this.#person.id, name);
    this.#person = null;
  }

  /** The text that the CSV has between brackets for the same reference. */
  #referenceLabel(tag: SaxesTagPlain, text: string): string {
    const { type = "", data = "" } = tag.attributes;
    switch (type) {
      case "rfc":
        return text || data.toUpperCase();
      case "draft":
      case "note":
      case "person":
        return data;
      case "uri":
      case "text":
        return text || data;
      default:
        throw this.#unknown(`unknown reference type "${type}"`);
    }
  }

  #unknown(what: string): IanaError {
    return unknownLayoutError(this.rows.length + 1, what);
  }
}

function expectRegistry(root: SaxesTagPlain): void {
  const { xmlns, id } = root.attributes;
  if (root.name === "registry" && xmlns === NAMESPACE && id === REGISTRY_ID) return;
  throw new IanaError(
    "source-unreadable",
    `The registry source is XML, but its root is <${root.name}> and not IANA's registry "${REGISTRY_ID}".`,
  );
}

function emptyRow(): DraftRow {
  return {
    name: "",
    number: "",
    transport: "",
    description: "",
    assignee: "",
    contact: "",
    registered: "",
    modified: "",
    reference: "",
    serviceCode: "",
    unauthorized: "",
    notes: "",
  };
}
