// Which addresses of a deployment a template can hold.
import { describe, expect, test } from 'vitest';
import { BakeError, parseEndpoint } from '../../../functions/downloads/parse-endpoint.ts';

describe('parseEndpoint', () => {
  test.each([
    ['https://tags.example.com', 'https://tags.example.com'],
    ['https://tags.example.com/', 'https://tags.example.com'],
    ['https://tags.example.com/base/path//', 'https://tags.example.com/base/path'],
    ['HTTPS://Tags.Example.COM:443/Base', 'https://tags.example.com/Base'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (text, endpoint) => {
    expect(parseEndpoint(text)).toBe(endpoint);
  });

  test.each([
    ['tags.example.com', 'it must start with https://. Write https://tags.example.com instead.'],
    ['http://tags.example.com/base', 'it must start with https://. Write https://tags.example.com/base instead.'],
    ['ftp://tags.example.com', 'it must start with https://. Give the public address'],
    ['http://127.0.0.1:8787', 'it must start with https://. Give the public address'],
    ['https://tags.example.com:8443', 'port'],
    ['https://me@tags.example.com', 'user name'],
    ['https://tags.example.com/?a=b', 'without ? or #'],
    ['https://tags.example.com/#a', 'without ? or #'],
    ['https://localhost', 'two labels'],
    ['https://127.0.0.1', 'IP address'],
    ['https://0x7f.1', 'IP address'],
    ['https://[::1]', 'IP address'],
    ['https://*.example.com', '*'],
    ['https://tags.example.com/*', '*'],
    ['', 'no URL'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parseEndpoint(text)).toThrow(BakeError);
    expect(() => parseEndpoint(text)).toThrow(reason);
  });
});
