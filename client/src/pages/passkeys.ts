/**
 * Passkeys on the pages: a form marked `data-passkey` first lets the browser make a key (`create`) or use one
 * (`get`), puts what came of it into its field `credential`, and is then sent as any other form.
 */

type Ceremony = "create" | "get";
type Words = "insecure" | "elsewhere" | "missing" | "cancelled" | "known" | "away";

interface Descriptor {
  id: string;
  type: PublicKeyCredentialType;
}

interface OptionsJson {
  publicKey: {
    challenge: string;
    user?: { id: string; name: string; displayName: string };
    excludeCredentials?: Descriptor[];
    allowCredentials?: Descriptor[];
  };
}

/** Bytes of URL-safe base64 without padding, as WebAuthn writes them in JSON. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** The other way round. */
export function textOf(bytes: ArrayBuffer | null): string | null {
  if (bytes === null) return null;
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What the browser takes: the server's JSON with bytes where it wrote text. */
export function optionsOf(
  json: OptionsJson,
): PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions {
  const { user, excludeCredentials, allowCredentials, challenge, ...rest } = json.publicKey;
  const list = (found?: Descriptor[]) =>
    found?.map((descriptor) => ({ ...descriptor, id: bytesOf(descriptor.id) }));
  const options: unknown = {
    ...rest,
    challenge: bytesOf(challenge),
    ...(user ? { user: { ...user, id: bytesOf(user.id) } } : {}),
    ...(excludeCredentials ? { excludeCredentials: list(excludeCredentials) } : {}),
    ...(allowCredentials ? { allowCredentials: list(allowCredentials) } : {}),
  };
  return options as PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions;
}

/** Why no passkey can work on this page, or null where one can. */
export function hindrance(
  secure: boolean,
  known: boolean,
  here: string,
  host: string | undefined,
): Words | null {
  if (!secure) return "insecure";
  if (!known) return "missing";
  if (host && host !== here) return "elsewhere";
  return null;
}

/** Takes over every form marked `data-passkey`. */
export function usePasskeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const stops = hindrance(
      window.isSecureContext,
      "PublicKeyCredential" in window,
      location.hostname,
      form.dataset.host,
    );
    if (stops === "insecure" || stops === "missing" || stops === "elsewhere") {
      say(form, stops, stops === "elsewhere" ? ` ${form.dataset.host}` : "");
      for (const button of form.querySelectorAll("button")) button.disabled = true;
      continue;
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void perform(form);
    });
  }
}

async function perform(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button");
  if (!button || button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  try {
    const credential = await ceremony(form.dataset.passkey as Ceremony, await options(form));
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = JSON.stringify(credential);
    form.submit();
  } catch (failure) {
    button.ariaDisabled = null;
    say(form, wordFor(failure));
    button.focus();
  }
}

async function options(form: HTMLFormElement): Promise<OptionsJson> {
  const inPage = form.dataset.optionsFrom;
  const text = inPage ? document.getElementById(inPage)?.textContent : null;
  if (text) return pick(JSON.parse(text));
  const answer = await fetch(form.dataset.options ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new TypeError(`The options came with status ${answer.status}.`);
  return pick(await answer.json());
}

function pick(data: { creation_options?: OptionsJson; request_options?: OptionsJson }): OptionsJson {
  const found = data.creation_options ?? data.request_options;
  if (!found) throw new TypeError("The answer holds no options.");
  return found;
}

async function ceremony(kind: Ceremony, json: OptionsJson): Promise<unknown> {
  const publicKey = optionsOf(json);
  const made = await (kind === "create"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey }));
  if (!(made instanceof PublicKeyCredential))
    throw new DOMException("Nothing came of it.", "NotAllowedError");
  return {
    id: made.id,
    rawId: textOf(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response: responseOf(made.response),
  };
}

function responseOf(response: AuthenticatorResponse): Record<string, unknown> {
  const clientDataJSON = textOf(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    return {
      clientDataJSON,
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    };
  }
  const assertion = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: textOf(assertion.authenticatorData),
    signature: textOf(assertion.signature),
    userHandle: textOf(assertion.userHandle),
  };
}

function wordFor(failure: unknown): Words {
  if (failure instanceof DOMException) {
    if (failure.name === "InvalidStateError") return "known";
    if (failure.name === "SecurityError") return "insecure";
    return "cancelled";
  }
  return "away";
}

function say(form: HTMLFormElement, word: Words, more = ""): void {
  const around = form.parentElement;
  const place = around?.querySelector<HTMLElement>("[data-passkey-says]");
  const words = around?.querySelector<HTMLTemplateElement>("[data-passkey-words]");
  if (!place || !words) return;
  place.textContent = `${words.dataset[word] ?? ""}${more}`;
  place.hidden = false;
}
