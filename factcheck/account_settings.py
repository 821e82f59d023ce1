"""How people sign in: password, second factor, passkey, the newsroom's own sign-on."""

from urllib.parse import urlsplit

import environ

env = environ.Env()

__all__ = [
    "ACCOUNT_ADAPTER",
    "ACCOUNT_EMAIL_SUBJECT_PREFIX",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_LOGOUT_REDIRECT_URL",
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_SIGNUP_FIELDS",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "AUTH_USER_MODEL",
    "AXES_COOLOFF_TIME",
    "AXES_FAILURE_LIMIT",
    "AXES_IPWARE_PROXY_COUNT",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_LOCKOUT_TEMPLATE",
    "AXES_RESET_ON_SUCCESS",
    "AXES_VERBOSE",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "MFA_ADAPTER",
    "MFA_ALLOW_UNVERIFIED_EMAIL",
    "MFA_PASSKEY_LOGIN_ENABLED",
    "MFA_SUPPORTED_TYPES",
    "MFA_TOTP_ISSUER",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    "SINGLE_SIGN_ON",
    "SINGLE_SIGN_ON_APPS",
    "SINGLE_SIGN_ON_ORIGINS",
    "SOCIALACCOUNT_ADAPTER",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION",
    "SOCIALACCOUNT_PROVIDERS",
    "USERSESSIONS_TRACK_ACTIVITY",
]

AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "claims.web.accounts.ClosedDoorAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the subjects name the desk
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key"}  # codes; axes counts passwords
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_IPWARE_PROXY_COUNT = env.int("DESK_PROXIES", default=0)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Second factor and passkeys. A passkey belongs to the host of DESK_URL; browsers make them
# on https and on localhost alone.
MFA_ADAPTER = "claims.web.accounts.SecondFactorAdapter"
# The chief gives the addresses; an account is no less worth a second factor for one that
# nobody has confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env("DESK_NEWSROOM", default="") or "Fact-check desk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env("DESK_URL", default="http").startswith("http:")
USERSESSIONS_TRACK_ACTIVITY = False  # a write a request would be too many

# Single sign-on by OpenID Connect: off unless DESK_OIDC_SERVER names the identity provider.
SINGLE_SIGN_ON = env("DESK_OIDC_SERVER", default="") and (
    env("DESK_OIDC_NAME", default="") or "Single sign-on"
)
SINGLE_SIGN_ON_APPS = (
    ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    if SINGLE_SIGN_ON
    else []
)
SINGLE_SIGN_ON_ORIGINS = (  # a form of ours ends there
    ["{0.scheme}://{0.netloc}".format(urlsplit(env("DESK_OIDC_SERVER")))]
    if SINGLE_SIGN_ON
    else []
)
SOCIALACCOUNT_ADAPTER = "claims.web.sso.NewsroomAdapter"
# Never by address: people may add addresses to their accounts that nobody has verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": SINGLE_SIGN_ON,
                "client_id": env("DESK_OIDC_CLIENT", default=""),
                "secret": env("DESK_OIDC_SECRET", default=""),
                "settings": {
                    "server_url": env("DESK_OIDC_SERVER", default=""),
                    "oauth_pkce_enabled": True,
                },
            }
        ]
    }
}
