/*
 * Providers of OpenID Connect for tests/web/oidc.sh, over TLS on a free port, which is printed.
 *
 *   node provider.js real|false FOLDER
 *
 * FOLDER has key.pem, cert.pem and redirect (where browsers go back to). «real» is oidc-provider
 * of npm, where any login signs in. «false» lets everybody in at once and answers as FOLDER/mode
 * says, a JSON object: {claims, drop, discovery, tokenStatus, tokenBody, error, state, noIssuer}.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [kind, folder] = process.argv.slice(2)
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8').trim()
const client = { id: 'opora test', secret: read('secret') }
const issuer = () => `https://127.0.0.1:${server.address().port}`

async function real() {
	const { Provider } = await import('oidc-provider')
	const provider = new Provider(issuer(), {
		clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [read('redirect')] }],
		claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
		conformIdTokenClaims: false,
		findAccount: (ctx, id) => ({
			accountId: id,
			claims: () => ({ sub: id, preferred_username: id, email: `${id}@edu.example`, email_verified: true })
		}),
		async loadExistingGrant(ctx) {
			const grant = new ctx.oidc.provider.Grant({
				clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
			grant.addOIDCScope('openid profile email')
			await grant.save()
			return grant
		}
	})
	return provider.callback()
}

const codes = new Map()
const part = (o) => Buffer.from(JSON.stringify(o)).toString('base64url')

function idToken(asked, mode) {
	const now = Math.floor(Date.now() / 1000)
	const claims = { iss: issuer(), aud: client.id, sub: 'person-1', exp: now + 300, iat: now,
		nonce: asked.get('nonce'), ...mode.claims }
	for (const name of mode.drop ?? [])
		delete claims[name]
	return `${part({ alg: 'none' })}.${part(claims)}.c2ln`
}

function authorize(query, mode, response) {
	const code = randomBytes(16).toString('hex')
	const back = new URL(query.get('redirect_uri'))
	codes.set(code, query)
	if (mode.error)
		back.searchParams.set('error', mode.error)
	else
		back.searchParams.set('code', code)
	back.searchParams.set('state', mode.state ?? query.get('state'))
	if (!mode.noIssuer)
		back.searchParams.set('iss', mode.answers ?? issuer())
	response.writeHead(303, { location: back.href }).end()
}

function redeem(form, authorization, mode, response) {
	const asked = codes.get(form.get('code'))
	const enc = encodeURIComponent
	const basic = 'Basic ' + Buffer.from(`${enc(client.id)}:${enc(client.secret)}`).toString('base64')
	const right = mode.discovery?.token_endpoint_auth_methods_supported
		? form.get('client_secret') === client.secret && form.get('client_id') === client.id
		: authorization === basic
	const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
	const good = right && asked && asked.get('code_challenge') === challenge &&
		form.get('redirect_uri') === asked.get('redirect_uri')
	codes.delete(form.get('code'))
	if (mode.tokenBody !== undefined)
		response.writeHead(mode.tokenStatus ?? 200, { location: '/elsewhere' }).end(mode.tokenBody.repeat(mode.times ?? 1))
	else if (!good)
		response.writeHead(400).end(JSON.stringify({ error: right ? 'invalid_grant' : 'invalid_client' }))
	else
		response.end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: idToken(asked, mode) }))
}

async function lie(request, response) {
	const mode = JSON.parse(read('mode'))
	const url = new URL(request.url, issuer())
	let body = ''
	for await (const bytes of request)
		body += bytes
	if (url.pathname === '/.well-known/openid-configuration')
		response.end(JSON.stringify({ issuer: issuer(), authorization_endpoint: `${issuer()}/auth`,
			token_endpoint: `${issuer()}/token`, response_types_supported: ['code'],
			code_challenge_methods_supported: ['S256'],
			authorization_response_iss_parameter_supported: true, ...mode.discovery }))
	else if (url.pathname === '/auth')
		authorize(url.searchParams, mode, response)
	else if (url.pathname === '/token')
		redeem(new URLSearchParams(body), request.headers.authorization, mode, response)
	else
		response.writeHead(404).end()
}

let handler
const server = createServer({ key: read('key.pem'), cert: read('cert.pem') }, async (request, response) => {
	handler ??= kind === 'real' ? real() : Promise.resolve(lie)
	;(await handler)(request, response)
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
setTimeout(() => process.exit(1), 300000).unref()
