const HIDDEN = '***';

/** What must never be shown, and the one way to take it out of a text. */
export class Secrets {
  readonly #forms = new Set<string>();

  /** Remembers a secret with the forms in which a server or a library may echo it. */
  add(secret: string): void {
    if (secret === '') return;
    const json = JSON.stringify(secret).slice(1, -1);
    const base64 = Buffer.from(secret).toString('base64');
    for (const form of [secret, json, encodeURIComponent(secret), base64]) this.#forms.add(form);
  }

  /** The text with every secret replaced by `***`. */
  readonly redact = (text: string): string => {
    // Longest first: a form that contains another must not be left half shown.
    const forms = [...this.#forms].sort((a, b) => b.length - a.length);
    return forms.reduce((clean, form) => clean.replaceAll(form, HIDDEN), text);
  };
}
