/** Value of a slice that holds decisions without one. */
export const NO_VALUE = '(none)';
/** Value of the slice that holds all values too rare to be tested by themselves. */
export const OTHER_VALUES = '(other)';
