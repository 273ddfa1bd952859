// Offers the place of the device for the box of the place: it is read when the reader presses the button, rounded
// to about a mile, and written into the box. It is sent to this site with the form, and nowhere else.
"use strict";

for (const input of navigator.geolocation ? document.querySelectorAll("[data-locate]") : []) {
  const { locate, located, notLocated } = input.dataset;
  const offer = document.createElement("div"), button = document.createElement("button"), line = document.createElement("p");
  offer.className = "suggest";
  line.setAttribute("role", "status");
  button.type = "button";
  button.textContent = locate;
  input.parentNode.append(offer);

  // 0.02 degrees are about a mile.
  const rounded = (degrees) => (Math.round(degrees * 50) / 50).toFixed(2);
  const found = ({ coords }) => {
    input.value = `${rounded(coords.latitude)}, ${rounded(coords.longitude)}`;
    line.textContent = located;
    input.focus();
  };
  const notFound = () => {
    line.textContent = notLocated;
    input.focus();
  };
  button.addEventListener("click", () => {
    line.textContent = "";
    navigator.geolocation.getCurrentPosition(found, notFound, { maximumAge: 600_000, timeout: 20_000 });
  });

  const show = () => offer.children.length || offer.append(button, line);
  if (input.matches("[aria-invalid]")) show();
  input.addEventListener("focus", show);
}
