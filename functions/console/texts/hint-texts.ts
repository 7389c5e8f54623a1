// What stands around hints; the hints themselves come from whoever opens the console.

export const hintTexts = {
  copy: 'Copy',
} as const;
