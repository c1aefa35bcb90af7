// What the server put into the page: restaurant, who is signed in, which page and station this is.
export const config = JSON.parse(document.getElementById("config").textContent);
export const restaurant = config.restaurant ?? {
  name: "KitchenHub",
  currency: "EUR",
  locale: "en-GB",
  timezone: "UTC",
};
export const staff = config.staff ?? null;

export const may = (...roles) =>
  !!staff && (staff.role === "owner" || staff.role === "manager" || roles.includes(staff.role));
