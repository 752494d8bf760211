import type { Entry, Page, Store } from "#core/host.ts";

/** The entries under a prefix, page by page. What is changed meanwhile may be missing, or be there twice. */
export async function* pagesOf(
  store: Store,
  prefix: string,
  page: Page & { readonly limit: number },
): AsyncGenerator<readonly Entry[], void> {
  let { after } = page;
  for (;;) {
    const entries = await store.list(prefix, { ...page, after });
    if (entries.length > 0) yield entries;
    if (entries.length < page.limit) return;
    after = entries.at(-1)?.[0];
  }
}
