import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonReference } from '../src/reference/python-reference.ts';

const api = `# a_package.TicketsApi
&quot;A client&quot;

All URIs are relative to *https://vendor.example/v1*

Method | HTTP request | Description
------------- | ------------- | -------------
[**add_ticket**](TicketsApi.md#add_ticket) | **POST** /ticket | Open

# **add_ticket**
> Ticket add_ticket(new_ticket)

Open

### Example

* Api Key Authentication (authorization):

\`\`\`python
# Configure
configuration = Configuration(host = "https://vendor.example/v1")
\`\`\`

### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **new_ticket** | [**NewTicket**](NewTicket.md)| Its &#x60;body&#x60;. |

### Authorization

[authorization](../README.md#authorization)

### HTTP request headers

 - **Accept**: Not defined

### HTTP response details

**200** | Opened |

[[Back to top]](#) [[Back to README]](../README.md)
`;

const model = `# NewTicket

## Properties

**body** | **str** |

## Example

\`\`\`python
json = "{}"
\`\`\`
[[Back to README]](../README.md)
`;

test('makes one page, without examples that call production, and with links within the page', () => {
  assert.equal(
    pythonReference(
      new Map([
        ['NewTicket.md', model],
        ['TicketsApi.md', api],
      ]),
    ),
    `## TicketsApi

Method | HTTP request | Description
------------- | ------------- | -------------
[**add_ticket**](#add_ticket) | **POST** /ticket | Open

### \`add_ticket\`

\`\`\`python
Ticket add_ticket(new_ticket)
\`\`\`

Open

#### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **new_ticket** | [**NewTicket**](#newticket)| Its \`body\`. |

#### HTTP response details

**200** | Opened |

## NewTicket

### Properties

**body** | **str** |`,
  );
});
