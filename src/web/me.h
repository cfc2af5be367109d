/* Pages of one's own: settings, sessions, keys of programs, the school year one works in. */
#ifndef WEB_ME_H
#define WEB_ME_H

#include "app/access.h"
#include "app/me.h"
#include "app/shell.h"
#include "web/link.h"
#include "web/page.h"

web_page me_page;
web_page sessions_page;
web_page session_form;
web_page keys_page;
web_page key_form;
web_page key_page; /* a new key, shown once */
web_page years_page;
web_page year_kept_page;

#endif
