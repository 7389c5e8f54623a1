// Whose visit in Google Analytics an event counts for, in each case of what page, click and passport know.
import { describe, expect, test } from 'vitest';
import { chooseGaIds, type KnownVisits } from '../../../functions/rules/choose-ga-ids.ts';

const nowMs = 1_700_001_800_000;
const click = { gaClientId: '1111111111.1690000000', gaSessionId: '1700000100' };
const passport = { gaClientId: '2222222222.1690000000', gaSessionId: '1700000200' };
const page = { gaClientId: '3333333333.1690000000', gaSessionId: '1700000300' };

function choose(known: Partial<KnownVisits>) {
  return chooseGaIds({ click: undefined, passport: undefined, page: undefined, followsPage: false, nowMs, ...known });
}

describe('chooseGaIds', () => {
  describe('for what the server tells in the place of a page', () => {
    test('the record of the click comes first, then the passport, then the page', () => {
      expect(choose({ click, passport, page })).toEqual(click);
      expect(choose({ passport, page })).toEqual(passport);
      expect(choose({ page })).toEqual(page);
    });

    test('the page stands in for a click that happened before GA4 had its cookie', () => {
      expect(choose({ click: {}, passport: {}, page })).toEqual(page);
    });

    test('the passport fills in what the record lacks, for both are of one click', () => {
      const { gaClientId } = click;
      expect(choose({ click: { gaClientId }, passport: { ...passport, gaClientId }, page })).toEqual({
        gaClientId,
        gaSessionId: passport.gaSessionId,
      });
    });
  });

  describe('for what follows on a purchase that a page told', () => {
    test('the page comes first, also where the link was clicked in another browser', () => {
      expect(choose({ click, passport, page, followsPage: true })).toEqual(page);
    });

    test('the click stands in where the page told nothing', () => {
      expect(choose({ click, followsPage: true })).toEqual(click);
      expect(choose({ passport, followsPage: true })).toEqual(passport);
    });
  });

  test('nobody is made up where nothing is known', () => {
    expect(choose({})).toEqual({});
    expect(choose({ followsPage: true })).toEqual({});
  });

  describe('sessions', () => {
    const old = String(nowMs / 1000 - 86_401);

    test('that are older than 24 hours are left out, and the client stays', () => {
      const aged = { ...page, gaSessionId: old };
      expect(choose({ page: aged, followsPage: true }).gaSessionId).toBeUndefined();
      expect(choose({ page: aged, followsPage: true }).gaClientId).toBe(page.gaClientId);
    });

    test('of the other visit stand in where both are the same client’s', () => {
      const { gaClientId } = page;
      const known = { click: { gaClientId, gaSessionId: old }, page };
      expect(choose(known)).toEqual(page);
      expect(choose({ click: { ...click, gaClientId }, page: { gaClientId }, followsPage: true })).toEqual({
        ...click,
        gaClientId,
      });
    });

    test('of another client never stand in', () => {
      const known = { click, page: { gaClientId: page.gaClientId } };
      expect(choose({ ...known, followsPage: true })).toEqual({ gaClientId: page.gaClientId, gaSessionId: undefined });
      expect(choose({ click: { ...click, gaSessionId: old }, page }).gaSessionId).toBeUndefined();
    });

    test('without a client are left out', () => {
      expect(choose({ click: { gaSessionId: click.gaSessionId } })).toEqual({});
      expect(choose({ click: { gaSessionId: click.gaSessionId }, page })).toEqual(page);
    });
  });
});
