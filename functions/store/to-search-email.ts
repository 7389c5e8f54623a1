// How a buyer's address is kept for searching, and how it is asked for: Stripe passes on what the buyer typed.

/** The address trimmed and in lower case; `null` where there is none. */
export function toSearchEmail(email: string | null): string | null {
  // Firestore takes no half of a surrogate pair.
  return email?.trim().toLowerCase().toWellFormed() || null;
}
