/** Messages to people. With SMTP they are sent; in development without it they are shown in the log. */
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

export interface Message {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  send(message: Message): Promise<void>;
}

export function createMailer({ smtpUrl, from, log }: { smtpUrl: string | null; from: string; log: Logger }): Mailer {
  if (smtpUrl === null) {
    return {
      async send(message) {
        log.warn({ mail: message }, 'SMTP_URL is not set: this message was not sent');
      },
    };
  }
  const transport = createTransport(smtpUrl);
  return {
    async send(message) {
      await transport.sendMail({ from, ...message });
    },
  };
}
