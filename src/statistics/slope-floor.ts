/** Rounding leaves less than this of a slope that is 0; a map with such a slope would answer one number to everything. */
export const FLAT = 1e-9;
