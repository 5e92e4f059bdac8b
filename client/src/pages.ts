/** The plain pages. Everything on them works without this script, by links. */
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/pages.css";
import "../styles/order.css";
import "../styles/account.css";
import "../styles/settings.css";
import "../styles/easy.css";
import "../styles/tax.css";
import "../styles/errands.css";
import "../styles/personal.css";
import "../styles/today.css";
import "../styles/on_stage.css";
import { keepHereFresh } from "./pages/here_now";
import { keepPartLive } from "./pages/live_part";
import { usePasskeys } from "./pages/passkeys";
import { letPrint } from "./pages/print";
import { readBackWon } from "./pages/won_read_back";
import { offerSettings } from "./preferences/dialog";

/** Pictures that the front page shows where there are any; the manifest names them. */
import.meta.glob("../pictures/*.webp", { eager: true, query: "?url" });

offerSettings();
keepHereFresh();
keepPartLive();
readBackWon();
letPrint();
usePasskeys();
