import {launch, open, signIn} from "./browser.js";
const [out,width,theme,role,...urls]=process.argv.slice(2);
const b=await launch();
const p=await open(b,{viewport:{width:+width,height:900},colorScheme:theme==="dark"?"dark":"light"});
if(role!=="-") await signIn(p,role);
let i=0;
for(const u of urls){ await p.goto(u); if(theme==="contrast") await p.evaluate(()=>document.documentElement.dataset.theme="contrast"); await p.screenshot({path:`${out}-${String(i++).padStart(2,"0")}.png`,fullPage:true,clip:undefined}); }
await b.close();
