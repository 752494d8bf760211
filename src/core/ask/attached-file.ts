/** A file attached to a message: its text, or why that cannot be had. */
export type AttachedFile =
  | {
      readonly text: string;
      /** Whether the file goes on after this text. */
      readonly isCut?: boolean;
    }
  | { readonly unread: UnreadReason };

/** It holds no text, is too large, may not be read, or did not arrive in time. */
export type UnreadReason = "no-text" | "too-large" | "refused" | "late";
