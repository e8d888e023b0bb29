// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

const correctServer = "Correct server_url, or RINGCENTRAL_SERVER_URL: https://platform.ringcentral.com, or https://platform.ringcentral.biz for AT&T Office@Hand and Verizon."

// The platform and the way to it.
var (
	RateLimited = define(row{
		code: "rate_limited", section: thePlatform,
		summary:   "The rate limit for authentication requests is exceeded",
		detail:    "An app can send about 5 authentication requests per minute. Each request during the penalty restarts it.",
		remedy:    "Wait {wait}. Make sure that no other process uses the same app in a loop.",
		meaning:   "A rate limit is exceeded.",
		detection: "HTTP 429. The provider does not wait for a penalty of more than 5 minutes.",
		advice:    "Wait, and check for other programs with the same app.",
	})
	PlatformUnavailable = define(row{
		code: "platform_unavailable", section: thePlatform,
		summary: "RingCentral's token endpoint is not available",
		detail:  "The platform responded with a server error, so the app and the credential are not verified.",
		remedy:  "Try again in a few minutes. If that does not help, check RingCentral's status page.",
		meaning: "RingCentral responds with a server error.", detection: "HTTP 5xx.", advice: "Try again later.",
	})
	PlatformUnreachable = define(row{
		code: "platform_unreachable", section: thePlatform,
		summary: "The RingCentral platform could not be reached",
		detail:  "{server} did not respond: {error}.",
		remedy:  "Check server_url, and the network and firewall of the machine that runs Terraform.",
		meaning: "The server cannot be reached.", detection: "The network error.", advice: "Check `server_url`, network and firewall.",
	})
	NameNotResolved = define(row{
		code: "dns_failure", section: thePlatform,
		summary: "DNS could not resolve the name of the RingCentral server",
		detail:  "{server} did not respond: {error}.",
		remedy:  "Check the spelling of server_url, and the DNS of the machine that runs Terraform.",
		meaning: "DNS cannot resolve the server's name.", detection: "The DNS error.", advice: "Check `server_url` and DNS.",
	})
	TLSFailed = define(row{
		code: "tls_failure", section: thePlatform,
		summary: "A trusted connection to RingCentral is not possible",
		detail:  "{server} did not respond: {error}.",
		remedy:  "If a proxy inspects TLS, add its certificate authority to this machine (SSL_CERT_FILE, SSL_CERT_DIR). Otherwise something else may be responding instead of RingCentral.",
		meaning: "TLS failed.", detection: "The TLS error: an unknown certificate, or no TLS 1.2.", advice: "Add the proxy's certificate authority to the machine.",
	})
	ProxyFailed = define(row{
		code: "proxy_failure", section: thePlatform,
		summary: "The proxy cannot be reached, or refused to connect to RingCentral",
		detail:  "{server} did not respond: {error}.",
		remedy:  "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and check that the proxy allows the server.",
		meaning: "The proxy cannot be reached, or refused the connection.", detection: "The proxy error.", advice: "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.",
	})
	PlatformTimedOut = define(row{
		code: "platform_timeout", section: thePlatform,
		summary: "RingCentral did not respond in time",
		detail:  "{server} did not respond: {error}.",
		remedy:  "Try again. If that does not help, check the network, or raise request_timeout of the provider.",
		meaning: "The server did not respond in time.", detection: "`request_timeout`.", advice: "Try again, or raise it.",
	})
	WrongServer = define(row{
		code: "wrong_server", section: thePlatform,
		summary:   "The server is not a RingCentral platform",
		detail:    "{server} responds, but has no token endpoint.",
		remedy:    correctServer,
		meaning:   "The server is not a RingCentral platform.",
		detection: "HTTP 404 or 405 of the token endpoint, or a redirect, which is never followed.",
		advice:    "Correct `server_url`.",
	})
	ResponseUnreadable = define(row{
		code: "response_unreadable", section: thePlatform,
		summary:   "RingCentral's response is unreadable",
		detail:    "{error}",
		remedy:    "Try again. If a proxy or firewall responds instead of RingCentral, allow requests to the platform.",
		meaning:   "The response is not what RingCentral documents.",
		detection: "The content of the response.",
		advice:    "Check for a proxy that responds instead of RingCentral.",
	})
	ClockSkewed = define(row{
		code: "clock_skew", section: thePlatform,
		summary: "The clock of this machine is wrong",
		detail:  "It is {by} RingCentral's clock, by which the JWT has not expired.",
		remedy:  "Set the clock of the machine that runs Terraform, or synchronize it with a time server.",
		meaning: "The clock of this machine is wrong, so a credential looks expired.", detection: "The platform's header Date.", advice: "Set the clock.",
	})
	Unrecognized = define(row{
		code: "unrecognized_error", section: thePlatform,
		summary:   "RingCentral refused the JWT grant with an unknown error",
		detail:    "The platform responded: {failure}",
		remedy:    "Look up the error code in RingCentral's documentation, and report it to this provider's issue tracker with the evidence below.",
		meaning:   "RingCentral responded with an error that the provider does not know.",
		detection: "Any other error of the token endpoint. A probe finds out which checks passed.",
		advice:    "Look up the error code, and report it.",
	})
	OperationTimedOut = define(row{
		code: "operation_timeout", section: thePlatform,
		summary:   "The operation timed out",
		detail:    "{error}. The state records what is known about the object.",
		remedy:    "Run the command again. If that does not help, allow more time in the timeouts block of the resource.",
		meaning:   "An operation took longer than its resource allows.",
		detection: "The `timeouts` block of the resource. The usual cause is a rate limit.",
		advice:    "Run the command again, or allow more time.",
	})
	Cancelled = define(row{
		code: "cancelled", section: thePlatform,
		summary: "The operation was canceled",
		detail:  "{error}",
		remedy:  "Run the same command again before you change the configuration. It completes what is missing, and reports what it finds.",
		meaning: "The command was interrupted.", detection: "The signal.", advice: "Run the same command again.",
	})
)
