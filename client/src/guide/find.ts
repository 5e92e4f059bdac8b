/** Finding a place or a person in the lists by a part of the name, or by its first Korean consonants. */

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const SYLLABLES_A_CONSONANT = 588;
const CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** Whether what somebody types means the thing called `title`; nothing typed means everything. */
export function means(typed: string, title: string, about = ""): boolean {
  const wanted = plain(typed);
  if (wanted === "") return true;
  return plain(title + about).includes(wanted) || consonantsOf(plain(title)).includes(wanted);
}

function plain(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/\s+/g, "");
}

/** The text with every Korean syllable as its first consonant. */
function consonantsOf(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.charCodeAt(0);
      if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return letter;
      return CONSONANTS[Math.floor((code - FIRST_SYLLABLE) / SYLLABLES_A_CONSONANT)];
    })
    .join("");
}
