// Draws the charts of a page from the tables behind them.
export {};
