import brandlovers = require('@ticketbridge/brandlovers');
import brandloversFetch = require('@ticketbridge/brandlovers/openapi-fetch');
import clubcollect = require('@ticketbridge/clubcollect');
import facade = require('@ticketbridge/facade');
import http = require('@ticketbridge/http');

export = { brandlovers, brandloversFetch, clubcollect, facade, http };
