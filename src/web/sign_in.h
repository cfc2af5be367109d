/*
 * Pages of signing in: the password, the code of the second factor, a link of an invitation, and
 * setting the second factor up. They stand alone, without sections: nobody is there yet.
 */
#ifndef WEB_SIGN_IN_H
#define WEB_SIGN_IN_H

#include "app/oidc.h"
#include "app/sign_in.h"
#include "web/page.h"

/* Forms: the password; the code; a password chosen by a link; the first code of a new factor. */
web_page sign_in_form;
web_page code_form;
web_page join_form;
web_page factor_form;
web_page factor_code_form;

/* Sends the browser to the other system. */
web_page oidc_start_page;

/* After the password, the code or the other system: onwards to the code, to a factor that is
 * missing, or back. */
web_page signed_in_page;

/* The secret of a new second factor as a picture; its recovery codes. Each is shown once. */
web_page factor_page;
web_page recovery_page;

#endif
