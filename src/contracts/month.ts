/** Days of a month, where figures are given by the month. */
export const MONTH_DAYS = 30;
