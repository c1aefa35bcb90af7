// Money is whole minor units everywhere; it becomes text only here and cents again only here.
import { restaurant } from "./config.js";

const currencyFormat = new Intl.NumberFormat(restaurant.locale, {
  style: "currency",
  currency: restaurant.currency,
});
const digits = currencyFormat.resolvedOptions().maximumFractionDigits;
const plainFormat = new Intl.NumberFormat(restaurant.locale, {
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

export const money = (cents) => currencyFormat.format((cents || 0) / 10 ** digits);
export const plainMoney = (cents) => plainFormat.format((cents || 0) / 10 ** digits);

/** "12,5", "12.50", "1.234,50" or "12" → 1250 …; null when it is not an amount. */
export function parseMoney(text) {
  const clean = String(text)
    .replace(/[\s\u00a0'’]/g, "")
    .replace(/^[^\d.,-]+|[^\d.,]+$/g, "");
  const found = /^(\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,](\d*))?$/.exec(clean);
  if (!found) return null;
  const parts = clean.split(/[.,]/);
  const last = parts.length > 1 ? parts.at(-1) : "";
  const isFraction = parts.length > 1 && last.length <= digits;
  const whole = (isFraction ? parts.slice(0, -1) : parts).join("") || "0";
  const fraction = (isFraction ? last : "").padEnd(digits, "0");
  return Number(whole + fraction);
}

/** Amounts a guest is likely to hand over for what is due: exact, then the next notes up. */
export function quickAmounts(dueCents) {
  const unit = 10 ** digits;
  const ups = [5, 10, 20, 50, 100].map((note) => Math.ceil(dueCents / (note * unit)) * note * unit);
  return [...new Set([dueCents, ...ups])]
    .filter((cents) => cents > 0)
    .sort((a, b) => a - b)
    .slice(0, 4);
}
