export const id = 83;
export const ids = [83];
export const modules = {

/***/ 8083:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withAskedHead: () => (/* binding */ withAskedHead)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6101);
/* harmony import */ var _github_subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8127);
/* harmony import */ var _publish_on_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2232);



/** The question may take so long, with its retries (milliseconds). */
const GITHUB_MS = 10 * 1000;
/**
 * The context with the pull request's head, asked of GitHub once for all reports. Where GitHub doesn't tell, it stays as it
 * is, and the reports that can't do without it ask again. Never rejects.
 */
async function withAskedHead(context, sources) {
    const { clock, signal } = sources;
    try {
        const call = { signal, endsAtMs: clock.now() + GITHUB_MS };
        return (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .withCommit */ .e6)(context, await (0,_github_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .findHeadSha */ .I_)(context.subject, (0,_publish_on_github_js__WEBPACK_IMPORTED_MODULE_2__/* .githubOf */ .zq)({ ...sources, context }), call));
    }
    catch {
        return context;
    }
}


/***/ })

};
