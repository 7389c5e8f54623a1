// What becomes of a test payment that a page pushes, wherever it is said.

export const pushedAsTest =
  'A test payment is pushed as purchase_test, for which no tag of the imported container fires: GA4 gets nothing of it from the page, and that is right, unless the tag’s field “Test sessions” says to push test payments like live ones.';
