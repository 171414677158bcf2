import * as brandlovers from '@ticketbridge/brandlovers';
import * as brandloversFetch from '@ticketbridge/brandlovers/openapi-fetch';
import * as clubcollect from '@ticketbridge/clubcollect';
import * as facade from '@ticketbridge/facade';
import * as http from '@ticketbridge/http';
import type { Packages } from './suite.js';

export const packages: Packages = { brandlovers, brandloversFetch, clubcollect, facade, http };
