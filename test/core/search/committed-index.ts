import { knowledge } from "../../support/registry/committed.ts";

/** The committed known uses, and the index over them and the committed registry. */
export const knownUses = knowledge.software.uses;
export const { services } = knowledge;
