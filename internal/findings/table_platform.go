// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package findings

const correctServer = "Correct server_url, or RINGCENTRAL_SERVER_URL: https://platform.ringcentral.com, or https://platform.ringcentral.biz for AT&T Office@Hand and Verizon."

// The platform and the way to it.
var (
	RateLimited = define(row{
		code: "rate_limited", section: thePlatform,
		summary: "RingCentral's limit for authentication requests is used up",
		detail:  "An app may call the token endpoint about 5 times a minute, and every call during the penalty prolongs it.",
		remedy:  "Wait {wait}, and make sure that no other process uses the same app in a loop.",
		meaning: "A rate limit is used up.", detection: "HTTP 429. The provider does not wait for a penalty of more than 5 minutes.", advice: "Wait, and look for other programs with the same app.",
	})
	PlatformUnavailable = define(row{
		code: "platform_unavailable", section: thePlatform,
		summary: "RingCentral's token endpoint is not available",
		detail:  "The platform responded with a server error. Nothing is known about the app or the credential.",
		remedy:  "Try again in a few minutes; if that does not help, see RingCentral's status page.",
		meaning: "RingCentral responds with a server error.", detection: "HTTP 5xx.", advice: "Try again later.",
	})
	PlatformUnreachable = define(row{
		code: "platform_unreachable", section: thePlatform,
		summary: "The RingCentral platform could not be reached",
		detail:  "No response came from {server}: {error}.",
		remedy:  "Check server_url, and the network and firewall of the machine that runs Terraform.",
		meaning: "No connection could be made.", detection: "The network error.", advice: "Check `server_url`, network and firewall.",
	})
	NameNotResolved = define(row{
		code: "dns_failure", section: thePlatform,
		summary: "The name of the RingCentral server could not be resolved",
		detail:  "No response came from {server}: {error}.",
		remedy:  "Check the spelling of server_url, and the DNS of the machine that runs Terraform.",
		meaning: "The server's name could not be resolved.", detection: "The DNS error.", advice: "Check `server_url` and DNS.",
	})
	TLSFailed = define(row{
		code: "tls_failure", section: thePlatform,
		summary: "No trusted connection to RingCentral could be made",
		detail:  "No response came from {server}: {error}.",
		remedy:  "If a proxy inspects TLS, make its certificate authority known to this machine (SSL_CERT_FILE, SSL_CERT_DIR). Otherwise something else may be responding in RingCentral's place.",
		meaning: "No trusted connection could be made.", detection: "The TLS error: an unknown certificate, or no TLS 1.2.", advice: "Make a proxy's certificate authority known to the machine.",
	})
	ProxyFailed = define(row{
		code: "proxy_failure", section: thePlatform,
		summary: "The proxy could not be reached, or refused to connect to RingCentral",
		detail:  "No response came from {server}: {error}.",
		remedy:  "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and whether the proxy permits the server.",
		meaning: "The proxy could not be reached, or refused.", detection: "The proxy error.", advice: "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.",
	})
	PlatformTimedOut = define(row{
		code: "platform_timeout", section: thePlatform,
		summary: "RingCentral did not respond in time",
		detail:  "No response came from {server}: {error}.",
		remedy:  "Try again. If that does not help, check the network, or raise request_timeout of the provider.",
		meaning: "No response came in time.", detection: "`request_timeout`.", advice: "Try again, or raise it.",
	})
	WrongServer = define(row{
		code: "wrong_server", section: thePlatform,
		summary: "There is no RingCentral platform at the server's address",
		detail:  "{server} responds, but has no token endpoint. Nothing is known about the app or the credential.",
		remedy:  correctServer,
		meaning: "The server is not a RingCentral platform.", detection: "HTTP 404 or 405 of the token endpoint, or a redirect, which is never followed.", advice: "Correct `server_url`.",
	})
	ResponseUnreadable = define(row{
		code: "response_unreadable", section: thePlatform,
		summary: "RingCentral's response could not be read",
		detail:  "{error}",
		remedy:  "Try again. If a proxy or firewall responds in RingCentral's place, let requests to the platform pass.",
		meaning: "The response is not what RingCentral documents.", detection: "The content of the response.", advice: "Look for a proxy that responds in RingCentral's place.",
	})
	ClockSkewed = define(row{
		code: "clock_skew", section: thePlatform,
		summary: "The clock of this machine is wrong",
		detail:  "It is {by} RingCentral's. By RingCentral's clock the JWT has not expired.",
		remedy:  "Set the clock of the machine that runs Terraform, or let it follow a time server.",
		meaning: "The clock of this machine is wrong, so that a credential looks expired.", detection: "The platform's header Date.", advice: "Set the clock.",
	})
	Unrecognized = define(row{
		code: "unrecognized_error", section: thePlatform,
		summary: "RingCentral refused the JWT grant for a reason that this provider does not know",
		detail:  "The platform said: {said}",
		remedy:  "Look up the error code in RingCentral's documentation, and please report it to this provider's issue tracker together with the evidence below.",
		meaning: "RingCentral gave an error that the provider does not know.", detection: "Any other error of the token endpoint. A probe finds out what had passed.", advice: "Look up the error code, and report it.",
	})
	OperationTimedOut = define(row{
		code: "operation_timeout", section: thePlatform,
		summary: "The operation timed out",
		detail:  "It was stopped: {error}. The state holds what is known of the object.",
		remedy:  "Run the command again. If that does not help, allow more time in the timeouts block of the resource.",
		meaning: "An operation took longer than its resource allows.", detection: "The `timeouts` block of the resource; most often it waited for a rate limit.", advice: "Run the command again, or allow more time.",
	})
	Cancelled = define(row{
		code: "cancelled", section: thePlatform,
		summary: "The operation was cancelled",
		detail:  "{error}",
		remedy:  "Run the same command again before you change the configuration. It completes what is unfinished, and reports what it finds.",
		meaning: "The command was interrupted.", detection: "The signal.", advice: "Run the same command again.",
	})
)
