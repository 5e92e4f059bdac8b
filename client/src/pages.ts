/** The plain pages: remembers language and text size, keeps the number of people fresh. */
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/pages.css";
