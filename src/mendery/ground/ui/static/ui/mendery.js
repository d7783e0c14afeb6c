// What the page does by itself. The server owns the state; this handles keys, scans, small motions and ink.
import "htmx.org/dist/htmx.esm.js";
import { start as cells } from "./js/cells.js";
import { start as dialogs } from "./js/dialogs.js";
import { start as entry } from "./js/entry.js";
import { start as forms } from "./js/forms.js";
import { start as keys } from "./js/keys.js";
import { start as lists } from "./js/lists.js";
import { start as photos } from "./js/photos.js";
import { start as scanner } from "./js/scanner.js";
import { start as search } from "./js/search.js";
import { start as signature } from "./js/signature.js";
import { start as theme } from "./js/theme.js";
import { start as timers } from "./js/timers.js";
import { start as toasts } from "./js/toast.js";

const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
const post = (url, values) => fetch(url, { method: "POST", headers: token(), body: new URLSearchParams(values) });

scanner();
theme(post);
for (const start of [keys, search, entry, cells, toasts, forms, dialogs, lists, timers, photos, signature]) start();
